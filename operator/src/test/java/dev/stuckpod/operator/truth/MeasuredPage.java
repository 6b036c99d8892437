package dev.stuckpod.operator.truth;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What came of it, as a page of the documentation. */
record MeasuredPage(
    int inTime,
    Map<String, Map<Shape, Integer>> alarms,
    Map<String, Map<Happening, Integer>> found) {

  /** In Markdown. */
  String text() {
    var text =
        new StringBuilder(
            """
            # How often rules are right

            A page that `RulesIT` writes: series of made pods in a real Prometheus, scraped every 15 seconds and judged tick by tick by the operator's own
            code. Windows are a minute, a rule must hold for 20 seconds, and a tick is 5 seconds: %d seconds is what each freeze must be found in.
            A series that ends has no mark of its end, as where the Prometheus itself was away: its last value is seen for five minutes more. What the operator's own connection to a pod comes to, which `hang` asks for, is made up, too.
            `lockWait` asks no metrics: `LockWaitRuleTest` and `LockWaitIT` have its cases. A recorded freeze, of a load test on a real cluster, is in `RecordedTest`.

                ./test operator RulesIT -Dticks=all -Ddocs=write

            """
                .formatted(inTime));
    text.append("## False alarms in a day of healthy traffic\n\n");
    text.append("Judged at each scrape, without having to hold:\n\n");
    row(text, "Rule", Arrays.stream(Shape.values()).map(Shape::words).toList());
    row(text, "---", Arrays.stream(Shape.values()).map(_ -> "---").toList());
    alarms.forEach(
        (rule, counts) -> row(text, rule, counts.values().stream().map(String::valueOf).toList()));

    text.append("\n## What is no freeze\n\n");
    text.append(
        "Pods are healthy, or what ails them is said by others. After how many seconds each rule"
            + " has fired all the same; 0: never.\n\n");
    table(text, false, (rule, one) -> rule.containsKey(one) ? "after " + rule.get(one) : "0");

    text.append("\n## What is found, and after how many seconds\n\n");
    table(text, true, (rule, one) -> rule.containsKey(one) ? rule.get(one).toString() : "");
    return text.append(
            "\nAn empty cell is what that rule does not look for. The rules:\n\n```yaml\n")
        .append(Rules.TEXT)
        .append("```\n")
        .toString();
  }

  private void table(
      StringBuilder text,
      boolean stuck,
      BiFunction<Map<Happening, Integer>, Happening, String> cell) {
    row(text, "What happens", List.copyOf(found.keySet()));
    row(text, "---", found.keySet().stream().map(_ -> "---").toList());
    for (Happening one : EnumSet.complementOf(EnumSet.of(Happening.NOTHING))) {
      if (one.isStuck() == stuck) {
        row(text, one.words(), found.values().stream().map(rule -> cell.apply(rule, one)).toList());
      }
    }
  }

  private static void row(StringBuilder text, String first, List<String> others) {
    text.append("| ").append(first).append(" | ").append(String.join(" | ", others)).append(" |\n");
  }
}
