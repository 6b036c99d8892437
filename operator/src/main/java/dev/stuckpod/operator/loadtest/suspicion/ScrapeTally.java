package dev.stuckpod.operator.loadtest.suspicion;

import dev.stuckpod.operator.readings.DirectScrape;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the scrapes of a container have fared.
 *
 * @param answered whether one was ever answered
 * @param hanging how many in a row have connected and were not answered, the last one too
 * @param since when the first of these was made
 */
public record ScrapeTally(boolean answered, int hanging, @Nullable Instant since) {

  /** Before the first. */
  public static final ScrapeTally NONE = new ScrapeTally(false, 0, null);

  /**
   * Takes note of one.
   *
   * @param at when it was begun
   */
  public ScrapeTally next(DirectScrape scrape, Instant at) {
    return switch (scrape) {
      case Answered -> new ScrapeTally(true, 0, null);
      case TimedOut -> new ScrapeTally(answered, hanging + 1, since == null ? at : since);
      // the path to it, or that nobody listens: not how it hangs
      case Refused, Unreachable, NotThePod, NotRecorded -> new ScrapeTally(answered, 0, null);
      case NotAsked -> this;
    };
  }
}
