package dev.stuckpod.cli.draft;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A rule that is suggested.
 *
 * @param why a line each
 * @param yaml as it stands in {@code any}, its first line begins with {@code - name:}
 */
record Suggestion(List<String> why, List<String> yaml) {

  private static final Pattern WORK = Pattern.compile(" *(noProgress|queueGrows|residue):.*");
  private static final String NAME = "- name: ";

  static Suggestion of(String yaml, String... why) {
    return new Suggestion(List.of(why), yaml.lines().toList());
  }

  /** Threads that wait for each other do so for ever, whatever the app is for. */
  static Suggestion deadlocked(String seen) {
    return of(
        NAME + "deadlocked\n  threads: {deadlocked: {metric: jvm_threads_deadlocked}}",
        "Threads that wait for each other do so for ever.",
        seen);
  }

  String name() {
    return yaml.getFirst().substring(NAME.length()).strip();
  }

  /** Whether it is about what the app does; else it is about its runtime. */
  boolean knowsWork() {
    return yaml.stream().anyMatch(line -> WORK.matcher(line).matches());
  }

  boolean isCertain() {
    return name().equals("deadlocked");
  }

  /** Whether a scrape hangs, which needs no metric. */
  static Suggestion scrapeHang() {
    return of(
        "- name: scrape-hangs\n  scrapeHang: {consecutive: 3}",
        "Needs no metric of the app: the pod accepts connections and answers no scrape.");
  }
}
