package dev.stuckpod.operator.prometheus;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** One of e2e/cluster/tool's programs, as a process with a log. */
record Program(Process process, Path log) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Starts one. */
  static Program start(Path log, String name, String... flags)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Repository.tools(name).getFirst().toString());
    command.addAll(List.of(flags));
    return new Program(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        log);
  }

  /** Waits until an address answers 200. */
  void await(String url) {
    Awaitility.await(url).atMost(PATIENCE).until(() -> answers(url));
  }

  void end() {
    process.destroyForcibly().onExit().join();
  }

  private boolean answers(String url) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it has ended: " + Files.readString(log));
    }
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    } finally {
      connection.disconnect();
    }
  }
}
