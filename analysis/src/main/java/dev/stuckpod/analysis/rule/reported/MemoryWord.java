package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Stated;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds to findings what memory says of the lock or channel that they are about: how many hold it,
 * who is next, why nobody can be named, and whom a stack only seemed to show as its holder.
 */
public final class MemoryWord {
  private static final int TOLD = 3;

  private MemoryWord() {}

  /** Gives the same findings, with an observation more where there is one. */
  public static List<Finding> tell(
      List<LockWord> words, Optional<WaitForGraph> graph, List<Finding> findings) {
    if (words.isEmpty()) {
      return findings;
    }
    Map<String, LockWord> byAddress = new HashMap<>();
    words.forEach(word -> byAddress.put("0x" + Long.toHexString(word.seen()), word));
    Map<String, Stated> stated = new HashMap<>();
    for (Resource resource : graph.map(WaitForGraph::resources).orElse(List.of())) {
      if (resource.stated() != null) {
        stated.putIfAbsent(resource.address(), resource.stated());
      }
    }
    List<Finding> told = new ArrayList<>();
    for (Finding finding : findings) {
      String address = finding.resource().address();
      LockWord word = byAddress.get(address);
      Finding with = word == null ? finding : finding.weighed(finding.confidence(), say(word));
      told.add(with(with, stated.get(address)));
    }
    return told;
  }

  private static Finding with(Finding finding, @Nullable Stated stated) {
    if (stated == null) {
      return finding;
    }
    Finding told = finding;
    String nobody = stated.word().held().nobody();
    if (nobody != null) {
      told = told.weighed(told.confidence(), "memory: who holds it cannot be named: " + nobody);
    }
    for (Holder holder : stated.refuted().stream().limit(TOLD).toList()) {
      told =
          told.weighed(
              told.confidence(),
              "memory: %s does not hold it, though its stack looks so (%s)"
                  .formatted(holder.at().shortName(), holder.evidence()));
    }
    return told;
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
