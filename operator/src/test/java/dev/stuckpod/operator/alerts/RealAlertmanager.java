package dev.stuckpod.operator.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One Alertmanager on a free loopback port, in a folder of its own, without a cluster. */
public final class RealAlertmanager implements AutoCloseable {

  /** A configuration that keeps alerts and tells nobody. */
  public static final String TELLS_NOBODY =
      """
      route: {receiver: nobody}
      receivers: [{name: nobody}]
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Process process;
  private final int port;

  private RealAlertmanager(String configuration) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("alertmanager");
    Path file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
    port = FreePort.find();
    Path program = Repository.tools("alertmanager").getFirst();
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Awaitility.await("alertmanager").atMost(PATIENCE).until(this::ready);
  }

  /**
   * Starts one.
   *
   * @param configuration its whole configuration file, in YAML
   */
  public static RealAlertmanager with(String configuration)
      throws IOException, InterruptedException {
    return new RealAlertmanager(configuration);
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Posts alerts to its API.
   *
   * @param alerts a JSON array, as {@code POST /api/v2/alerts} takes it
   */
  public void post(String alerts) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url() + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alerts))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }

  /** The alerts that it has, as {@code GET /api/v2/alerts} tells them. */
  public JsonNode alerts() throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get("/api/v2/alerts").body());
  }

  /** What it has written to its log. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Ends it and removes what it wrote. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    http.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean ready() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("alertmanager has ended: " + log());
    }
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
