package dev.stuckpod.cli.loadtest.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a load that was run here.
 *
 * @param command and its arguments
 * @param exit null while it has not ended
 * @param startedAt null where it was not started
 * @param endedAt null while it has not ended
 */
public record LoadFacts(
    List<String> command,
    @Nullable Integer exit,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  public LoadFacts {
    command = List.copyOf(command);
  }

  /** One that has not begun. */
  public static LoadFacts notStarted(List<String> command) {
    return new LoadFacts(command, null, null, null);
  }

  /** As one would type it in a shell. */
  String typed() {
    var words = command.stream().map(LoadFacts::quoted).toList();
    return String.join(" ", words);
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
