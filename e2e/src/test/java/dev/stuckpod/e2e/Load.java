package dev.stuckpod.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes a load, as a command.
 *
 * @param script of e2e/load; empty: nobody comes, for so long
 * @param settings of the script, NAME=VALUE
 * @param lasts how long the load runs
 * @param vanishes it is killed then, so that all its clients are gone at once; else it ends itself
 */
record Load(String script, List<String> settings, Duration lasts, boolean vanishes) {

  /** Clients of a chat; four of five leave at once. */
  static Load chat(int clients, int broadcasts, int leaveAt, int seconds) {
    return k6(
        "hub.js",
        seconds,
        "CLIENTS=" + clients,
        "BROADCASTS=" + broadcasts,
        "LEAVE_AT=" + leaveAt,
        "DURATION=" + seconds);
  }

  /** Clients of a chat that all stay until they are all gone. */
  static Load vanishing(int clients, int broadcasts, int seconds) {
    Load load = chat(clients, broadcasts, 3_600, 3_600);
    return new Load(load.script(), load.settings(), Duration.ofSeconds(seconds), true);
  }

  /** Customers of a till, who want their money back from some moment on. */
  static Load till(int lunch, int seconds) {
    return k6("till.js", seconds, "LUNCH=" + lunch, "DURATION=" + seconds);
  }

  /** Nobody. */
  static Load nobody(int seconds) {
    return k6("", seconds);
  }

  private static Load k6(String script, int seconds, String... settings) {
    return new Load(script, List.of(settings), Duration.ofSeconds(seconds), false);
  }

  /** The words of its command, against an address and port. */
  List<String> command(String target) {
    if (script.isEmpty()) {
      return List.of("sleep", Long.toString(lasts.toSeconds()));
    }
    String k6 = Command.of("e2e/cluster/tool", "k6").succeed().strip();
    var words = new ArrayList<>(List.of(k6, "run", "-q", "--no-usage-report", "-e"));
    words.add("TARGET=" + target);
    settings.forEach(setting -> words.addAll(List.of("-e", setting)));
    words.add(Path.of("e2e/load", script).toString());
    return List.copyOf(words);
  }
}
