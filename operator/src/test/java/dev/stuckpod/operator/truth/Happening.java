package dev.stuckpod.operator.truth;

/** What happens to a pod, and which rules must find it; of what is healthy, none may. */
enum Happening {
  NOTHING("nothing"),
  RESTART("the container is restarted: counters begin at 0"),
  GAP("no scrape for two minutes"),
  SKEW("its clock is two minutes ahead"),
  OVERLOAD("more comes than it can do, for ten minutes"),
  SCALED_IN("it is removed"),
  STANDBY("it never has any work"),
  FREEZE(
      "everything stands, clients stay connected",
      "no-progress",
      "beat-by-time",
      "beat-by-counter",
      "queue-grows",
      "frozen-and-silent"),
  GREETS(
      "the same, but each new client is greeted",
      "no-progress",
      "beat-by-time",
      "beat-by-counter",
      "frozen-and-silent"),
  BUSY("a loop uses a whole core and nothing is done", "busy"),
  BLOCKED("nine of ten threads are blocked", "threads-blocked"),
  LEFT_OVER("the load ends, its connections stay", "left-over");

  private final String words;

  /** Rules, separated and enclosed by blanks. */
  private final String findableBy;

  Happening(String words, String... findableBy) {
    this.words = words;
    this.findableBy = " " + String.join(" ", findableBy) + " ";
  }

  String words() {
    return words;
  }

  boolean isStuck() {
    return !findableBy.isBlank();
  }

  boolean mustBeFoundBy(String rule) {
    return findableBy.contains(" " + rule + " ");
  }
}
