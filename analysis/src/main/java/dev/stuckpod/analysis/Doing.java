package dev.stuckpod.analysis;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the application's own calls do in a dump in which nothing is found: who waits for a peer and
 * who computes is a fact, and only people know whether it should be so.
 */
final class Doing {

  private Doing() {}

  /** Says it; empty where no routine that is not idle waits for input, writes or runs. */
  static String sentence(Dump dump) {
    return Stream.of(
            told(dump, Activity.READS, "waits for input", "wait for input"),
            told(dump, Activity.WRITES, "writes", "write"),
            told(dump, Activity.RUNS, "runs", "run"))
        .collect(Collectors.joining());
  }

  private static String told(Dump dump, Activity what, String one, String many) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<Group> groups =
        dump.groups().stream().filter(g -> !g.idle() && g.activity() == what).toList();
    for (Group group : groups) {
      int own = group.ownFrame(0);
      if (own >= 0) {
        counts.merge(Sentences.say(group.stack().frames().get(own)), group.count(), Integer::sum);
      }
    }
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .map(most -> clause(all, all == 1 ? one : many, most.getValue(), most.getKey()))
        .orElse("");
  }

  private static String clause(int all, String verb, int most, String where) {
    String part = most == all ? "" : ", %d of them".formatted(most);
    return "; %d %s%s in %s".formatted(all, verb, part, where);
  }
}
