package dev.stuckpod.operator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator as a process of its own, of the classes under test: how it starts, what it shows.
 */
final class OperatorProcess {

  private OperatorProcess() {}

  /**
   * A process that is not started yet; its environment is the test's.
   *
   * @param log takes what it says, behind what is there
   * @param flags of its Java
   */
  static ProcessBuilder logging(Path log, String... flags) {
    var arguments = new ArrayList<>(List.of(flags));
    arguments.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
    return logging(log, arguments);
  }

  /**
   * The same of classes that the arguments name.
   *
   * @param arguments of its Java, but for what is run
   */
  static ProcessBuilder logging(Path log, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    command.add(StuckpodOperator.class.getName());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /** A page that is shown at a port; null while nobody listens there. */
  static @Nullable String page(int port, String path) throws InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return null;
    }
  }

  /** A metric without labels; null while it is not shown. */
  static @Nullable String metric(int port, String name) throws InterruptedException {
    String all = page(port, "/metrics");
    return all == null
        ? null
        : all.lines()
            .filter(line -> line.startsWith(name + " "))
            .map(line -> line.substring(name.length() + 1))
            .findFirst()
            .orElse(null);
  }
}
