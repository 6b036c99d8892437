package dev.stuckpod.operator.truth;

/** What happens to pods, and which rules must find it; of what is healthy, none may. */
enum Happening {
  NOTHING("nothing"),
  RESTART("the container is restarted: counters begin at 0"),
  RESET("the process begins anew in its container: counters begin at 0"),
  MISSED("one scrape fails"),
  GAP("no scrape for two minutes"),
  AHEAD("its clock is two minutes ahead"),
  BEHIND("its clock is two minutes behind"),
  OVERLOAD("more comes than it can do, for ten minutes"),
  IDLE("nothing comes any more, and its clients go"),
  STANDBY("a standby: it never has any work, and its sibling has"),
  TAKEOVER("its standby takes all work over"),
  ROLLOUT("a rollout: four pods go one by one, four new ones come"),
  GROWS("scaled out from 3 to 5: the new ones have little to do at first, or nothing"),
  SHRINKS("scaled in from 4 to 2: what goes drains for 30 seconds"),
  DRAINS("it is deleted, and clients stay for five minutes"),
  REMOVED("it is gone at once"),
  JOB("a Job works for ten minutes and completes"),
  REFUSES("nothing listens at its port for two minutes"),
  NODE("no pod of its node answers"),
  FREEZE(
      "everything stands, clients stay connected",
      "no-progress",
      "beat-by-time",
      "beat-by-counter",
      "queue-grows",
      "in-without-out",
      "own-query",
      "frozen-and-silent"),
  LATE(
      "the same, a second after a scrape",
      "no-progress",
      "beat-by-time",
      "beat-by-counter",
      "queue-grows",
      "in-without-out",
      "own-query",
      "frozen-and-silent"),
  GREETS(
      "the same, but each new client is greeted",
      "no-progress",
      "beat-by-time",
      "beat-by-counter",
      "frozen-and-silent"),
  PART(
      "everything stands but its statistics",
      "beat-by-time",
      "beat-by-counter",
      "queue-grows",
      "in-without-out",
      "own-query",
      "frozen-and-silent"),
  HALF("one of its two loops stands, the other works on", "beat-of-one"),
  BUSY("a loop uses a whole core and nothing is done", "busy", "busy-of-limit", "in-without-out"),
  BLOCKED("nine of ten threads are blocked", "blocked", "in-without-out"),
  DEADLOCKED("two threads are deadlocked, the others work on", "deadlocked"),
  CLIMBS("what comes stays in goroutines of its own", "climbing", "in-without-out"),
  LEFT_OVER("the load ends, its connections stay", "left-over"),
  HANGS("it accepts connections and answers nobody", "hang");

  /** What of a pod may stand. */
  enum Part {
    WORK,
    STATISTICS,
    LOOP
  }

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

  /** Whether a part of the pod does nothing any more. */
  boolean stops(Part part) {
    return switch (this) {
      case FREEZE, LATE, GREETS, BUSY, HANGS -> true;
      case PART -> part != Part.STATISTICS;
      case BLOCKED -> part != Part.LOOP;
      case CLIMBS -> part == Part.WORK;
      case LEFT_OVER -> part == Part.STATISTICS;
      default -> false;
    };
  }

  boolean isStuck() {
    return !findableBy.isBlank();
  }

  boolean mustBeFoundBy(String rule) {
    return findableBy.contains(" " + rule + " ");
  }
}
