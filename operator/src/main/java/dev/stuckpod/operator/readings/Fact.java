package dev.stuckpod.operator.readings;

import java.util.Locale;

/**
 * What a part of a query tells about a metric of a pod, over the rule's window. The name in lower
 * case is the value of the label that tells the parts apart.
 */
public enum Fact {
  /** Samples of the series that has most. */
  Count,
  /** The least {@code up} of the targets that the series come from. */
  Up,
  /** The least {@code up} of the targets whose own labels name the pod. */
  Scraped,
  /** Series that claim this pod but come from a target that belongs to another. */
  Foreign,
  /** Sum of the least values of those series that were there throughout. */
  Min,
  /** Sum of the greatest values. */
  Max,
  /** Value when the window began. */
  Then,
  /** The greatest value now of all series. */
  Newest,
  /** Growth per second. */
  Rate,
  /** Value of the series that were not there when the window began. */
  Born,
  /** Counter resets. */
  Resets,
  /** Changes of value, over all series. */
  Changes,
  /** Series that came or went. */
  Turnover,
  /** Value now. */
  Value,
  /** Changes of value from the container's start to the window's start. */
  Moved,
  /** Seconds between two scrapes. */
  Interval,
  /** The longest time, in seconds, that there was no sample for. */
  Gap,
  /** Seconds that the last scrape took. */
  Duration,
  /** What the user's query returned. */
  Query,
  /** What the user's presence query returned. */
  Presence;

  /** The value of the label that tells the parts of a query apart. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
