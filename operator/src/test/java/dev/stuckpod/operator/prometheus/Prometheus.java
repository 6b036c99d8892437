package dev.stuckpod.operator.prometheus;

import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Prometheus on a free loopback port, in a folder of its own. */
public final class Prometheus implements PastServer {

  private final Path folder;
  private final int port;
  private Program program;

  private Prometheus(String configuration, Past past) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("prometheus");
    past.write(folder.resolve("data"));
    Files.writeString(folder.resolve("prometheus.yml"), configuration);
    port = FreePort.find();
    program = run();
  }

  private Program run() throws IOException, InterruptedException {
    Program started =
        Program.start(
            folder.resolve("log"),
            "prometheus",
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--storage.tsdb.retention.time=100y",
            "--web.listen-address=127.0.0.1:" + port);
    started.await(url() + "/-/ready");
    return started;
  }

  /** Starts one that knows a past and scrapes nothing. */
  public static Prometheus knowing(Past past) throws IOException, InterruptedException {
    return knowing("", past);
  }

  static Prometheus knowing(String configuration, Past past)
      throws IOException, InterruptedException {
    return new Prometheus(configuration, past);
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

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends it as a node does that fails; what it has written stays. */
  public void kill() {
    program.end();
  }

  /** Starts it again where it was, and waits until it is ready. */
  public void startAgain() throws IOException, InterruptedException {
    program = run();
  }

  /** Ends it and removes what it wrote. */
  @Override
  public void close() throws IOException {
    kill();
    Folders.remove(folder);
  }
}
