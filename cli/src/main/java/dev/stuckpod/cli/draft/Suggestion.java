package dev.stuckpod.cli.draft;

import java.util.List;

/**
 * A rule that is suggested.
 *
 * @param why a line each
 * @param yaml as it stands in {@code any}, its first line begins with {@code - name:}
 */
record Suggestion(List<String> why, List<String> yaml) {

  static Suggestion of(String yaml, String... why) {
    return new Suggestion(List.of(why), yaml.lines().toList());
  }

  /** Whether a scrape hangs, which needs no metric. */
  static Suggestion scrapeHang() {
    return of(
        "- name: scrape-hangs\n  scrapeHang: {consecutive: 3}",
        "Needs no metric of the app: the pod accepts connections and answers no scrape.");
  }
}
