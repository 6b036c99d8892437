package dev.stuckpod.operator.truth;

import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.readings.DirectScrape;
import java.time.Instant;
import java.util.function.IntToDoubleFunction;

/**
 * One pod from its beginning to its end. Times are in seconds before now.
 *
 * @param name of the pod
 * @param workload whose pods are its siblings
 * @param share of the traffic that comes to it, at a time
 * @param length how long ago it began
 * @param at when it happens
 * @param deleted when it is told to end; 0: never
 * @param ends when its process does; 0: never
 */
record Life(
    String name,
    String workload,
    Shape shape,
    Happening happening,
    IntToDoubleFunction share,
    int length,
    int at,
    int deleted,
    int ends) {

  static final int SCRAPE = 15;
  static final String NAMESPACE = "shop";

  /** So long after its beginning it is ready. */
  static final int READY = 10;

  private static final int GAP = 120;

  /** One that is alone and has all the traffic. */
  Life(String name, Shape shape, Happening happening, int length, int at) {
    this(name, name, shape, happening, _ -> 1, length, at, 0, 0);
  }

  /** Since when its container runs, as is known at a time. */
  Instant startedAt(Instant when) {
    Instant begin = before(length + 1);
    Instant again = before(at);
    return happening == Happening.RESTART && !when.isBefore(again) ? again : begin;
  }

  /** Whether the pod is there at a time; that of a Job stays. */
  boolean isThere(Instant when) {
    return !when.isBefore(before(length + 1)) && (happening == Happening.JOB || runs(when));
  }

  boolean runs(Instant when) {
    return ends == 0 || when.isBefore(before(ends));
  }

  boolean isDeleted(Instant when) {
    return deleted != 0 && !when.isBefore(before(deleted));
  }

  boolean isReady(Instant when) {
    return !when.isBefore(before(length + 1 - READY));
  }

  /** Its node, which it shares only where that is what happens. */
  String node() {
    return happening == Happening.NODE ? "node" : name;
  }

  /** Its address, of its own. */
  String ip() {
    int number = name.hashCode();
    return "10.%d.%d.%d".formatted(number >>> 16 & 0xff, number >>> 8 & 0xff, number & 0xff);
  }

  /** What comes of it when the operator connects itself. */
  DirectScrape tried(Instant when) {
    if (answers((int) (Past.NOW.getEpochSecond() - when.getEpochSecond()))) {
      return DirectScrape.Answered;
    }
    return happening == Happening.REFUSES ? DirectScrape.Refused : DirectScrape.TimedOut;
  }

  /** Whether it answers who connects. */
  boolean answers(int before) {
    return switch (happening) {
      case HANGS, NODE -> before >= at;
      case REFUSES -> before >= at || before < at - GAP;
      case MISSED -> before >= at || before < at - SCRAPE;
      default -> true;
    };
  }

  /** Whether anyone scrapes it. */
  boolean isScraped(int before) {
    boolean gap = happening == Happening.GAP && before < at && before >= at - GAP;
    return !gap && (ends == 0 || before > ends);
  }

  private static Instant before(int seconds) {
    return Past.NOW.minusSeconds(seconds);
  }
}
