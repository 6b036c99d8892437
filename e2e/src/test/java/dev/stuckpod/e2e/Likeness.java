package dev.stuckpod.e2e;

import java.util.HashMap;
import java.util.Map;

/** How like two dumps of one process are, goroutine by goroutine. */
final class Likeness {

  private Likeness() {}

  /** Says it in one line: functions, lines and arguments of the goroutines that both have. */
  static String of(String one, String other) {
    Map<String, String> first = stacks(one);
    Map<String, String> second = stacks(other);
    long common = first.keySet().stream().filter(second::containsKey).count();
    long equal =
        first.entrySet().stream().filter(e -> e.getValue().equals(second.get(e.getKey()))).count();
    return "%d and %d goroutines, %d in both, %d of them equal in every line"
        .formatted(first.size(), second.size(), common, equal);
  }

  /** Stacks by the goroutine's id; what was added about the time between dumps is left out. */
  private static Map<String, String> stacks(String dump) {
    var stacks = new HashMap<String, String>();
    for (String block : dump.split("\n\n")) {
      String text = block.strip();
      if (text.startsWith("goroutine ") && text.contains("\n")) {
        String stack = text.substring(text.indexOf('\n') + 1).replaceAll("(?m)^\t# .*\n?", "");
        stacks.put(text.split(" ", 3)[1], stack.strip());
      }
    }
    return stacks;
  }
}
