package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.reach.Unreached;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to read.
 *
 * @param sightings where to write what this reading saw of each goroutine, for a later one; 16
 *     bytes per goroutine
 * @param earlier the sightings of an earlier reading of the same process: who has not run since is
 *     marked
 * @param patience how long goroutines that are running are waited for, in all
 * @param unreached whom nothing can wake, by at least two searches: those of them who have not run
 *     are marked
 */
public record Options(
    @Nullable Path sightings,
    @Nullable Path earlier,
    Duration patience,
    @Nullable Unreached unreached) {

  /** One reading that knows of no search. */
  public Options(@Nullable Path sightings, @Nullable Path earlier, Duration patience) {
    this(sightings, earlier, patience, null);
  }

  /** One reading that knows of no other, with a patience of one second. */
  public static Options once() {
    return new Options(null, null, Duration.ofSeconds(1));
  }
}
