package dev.stuckpod.operator.prometheus;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One Prometheus on a free loopback port, in a folder of its own. */
public final class Prometheus implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final int port;
  private Process process;

  private Prometheus(String configuration, Past past) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("prometheus");
    past.write(folder.resolve("data"));
    Files.writeString(folder.resolve("prometheus.yml"), configuration);
    port = FreePort.find();
    process = run();
    Awaitility.await("prometheus").atMost(PATIENCE).until(this::ready);
  }

  private Process run() throws IOException, InterruptedException {
    return new ProcessBuilder(
            Repository.tools("prometheus").getFirst().toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--storage.tsdb.retention.time=100y",
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** Starts one that knows a past and scrapes nothing. */
  public static Prometheus knowing(Past past) throws IOException, InterruptedException {
    return new Prometheus("", past);
  }

  /**
   * Starts one that scrapes targets every second.
   *
   * @param scrapeConfigs items of scrape_configs, in YAML
   */
  public static Prometheus scraping(List<String> scrapeConfigs)
      throws IOException, InterruptedException {
    return new Prometheus(
        """
        global: {scrape_interval: 1s, scrape_timeout: 900ms}
        scrape_configs:
        %s
        """
            .formatted(String.join("\n", scrapeConfigs)),
        new Past());
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it as a node does that fails; what it has written stays. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again where it was, and waits until it is ready. */
  public void startAgain() throws IOException, InterruptedException {
    process = run();
    Awaitility.await("prometheus, again").atMost(PATIENCE).until(this::ready);
  }

  /** Ends it and removes what it wrote. */
  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private boolean ready() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "prometheus has ended: " + Files.readString(folder.resolve("log")));
    }
    var connection = (HttpURLConnection) URI.create(url() + "/-/ready").toURL().openConnection();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    } finally {
      connection.disconnect();
    }
  }
}
