package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds to findings what memory says of the lock or channel that they are about. It tells how many
 * hold it and who is next, not who holds it, so no finding becomes surer by it.
 */
public final class MemoryWord {

  private MemoryWord() {}

  /** Gives the same findings, with one observation more where there is one. */
  public static List<Finding> tell(List<LockWord> words, List<Finding> findings) {
    if (words.isEmpty()) {
      return findings;
    }
    Map<String, LockWord> byAddress = new HashMap<>();
    words.forEach(word -> byAddress.put("0x" + Long.toHexString(seen(word)), word));
    return findings.stream()
        .map(
            finding -> {
              LockWord word = byAddress.get(finding.resource().address());
              return word == null ? finding : finding.weighed(finding.confidence(), say(word));
            })
        .toList();
  }

  /** The address that a stack shows: of some types that of a part (src/sync). */
  private static long seen(LockWord word) {
    return word.address()
        + switch (word.type()) {
          case "Once" -> 4;
          case "WaitGroup" -> 8;
          case "Cond" -> 16;
          default -> 0;
        };
  }

  private static String say(LockWord word) {
    String first =
        word.queues().stream()
            .filter(q -> q.ordered() && !q.ids().isEmpty())
            .findFirst()
            .map(q -> ", first in its queue is goroutine " + q.ids().getFirst())
            .orElse("");
    return switch (word.word()) {
      case "in transition" -> "memory: the %s was just changing".formatted(word.type());
      case "all have run" ->
          "memory: all who waited for the %s have run since".formatted(word.type());
      default ->
          "memory: the %s says '%s'%s%s"
              .formatted(word.type(), word.word(), first, word.moving() ? "; it moves" : "");
    };
  }
}
