package dev.stuckpod.cli.scoreboard;

import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a case.
 *
 * @param name the case: the beginning of its files' names
 * @param category what a finding's class should be; null where nothing may be found
 * @param subclass as labelled
 * @param visible whether the holder or missing partner is on a stack; null where not labelled
 */
record Label(
    String name, @Nullable FindingClass category, String subclass, @Nullable Boolean visible) {

  /** Names that benchmarks give to our kinds; a subclass may also be a kind itself. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "double locking", List.of("double-locking"),
          "ab-ba deadlock", List.of("ab-ba"),
          "rwr deadlock", List.of("rwr"),
          "channel & lock", List.of("channel-and-lock", "rwr"),
          "channel & context", List.of("channel"),
          "channel & condition variable", List.of("condition-variable", "channel"),
          "condition variable", List.of("condition-variable"),
          "misuse waitgroup", List.of("waitgroup"),
          "channel & waitgroup", List.of("waitgroup", "channel"),
          "channel", List.of("channel", "leak", "nil-channel"));

  /** Reads a line of a table with tabs. */
  static Label of(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length < 3) {
      throw new IllegalArgumentException(
          "a label has case, class and subclass with tabs between, not: " + line);
    }
    Boolean visible =
        columns.length < 4 || columns[3].isBlank() ? null : columns[3].strip().equals("yes");
    return new Label(
        columns[0].strip(), category(columns[1], columns[2]), columns[2].strip(), visible);
  }

  /** Benchmarks count WaitGroups as shared memory; here they are communication, as channels are. */
  private static @Nullable FindingClass category(String printed, String subclass) {
    if (subclass.toLowerCase(Locale.ROOT).contains("waitgroup")) {
      return FindingClass.COMMUNICATION;
    }
    String first = printed.strip().toLowerCase(Locale.ROOT).split("[ -]", 2)[0];
    return switch (first) {
      case "none" -> null;
      case "resource" -> FindingClass.RESOURCE;
      case "communication" -> FindingClass.COMMUNICATION;
      case "mixed" -> FindingClass.MIXED;
      default -> FindingClass.OTHER;
    };
  }

  /** Whether a finding's kind is the labelled one; any kind where the label names none of them. */
  boolean isKind(Kind kind) {
    String wanted = subclass.toLowerCase(Locale.ROOT);
    if (wanted.contains("held across")) {
      return kind == Kind.CHANNEL_AND_LOCK || kind == Kind.RWR;
    }
    if (wanted.equals(Kind.ORPHAN_LOCK.label()) && kind == Kind.UNLOCK_MISSING) {
      return true; // that nobody holds it any more is what an orphan is, and more than its name
    }
    if (wanted.equals("double locking") && Boolean.FALSE.equals(visible)) {
      // whoever locked it first is gone: benchmarks have no name of its own for that
      return kind == Kind.UNLOCK_MISSING || kind == Kind.DOUBLE_LOCKING;
    }
    return KINDS.getOrDefault(wanted, List.of(wanted)).contains(kind.label());
  }
}
