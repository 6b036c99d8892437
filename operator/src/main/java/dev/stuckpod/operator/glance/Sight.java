package dev.stuckpod.operator.glance;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a container by glances that are made again and again. */
public sealed interface Sight {

  /**
   * It was glanced at.
   *
   * @param since since when the sidecar has remembered who stands, glance by glance
   * @param last what was seen last
   * @param pace in which one glance follows the other, as far as the operator gets round to it
   * @param moved of which locks the queue has moved since the glance before, see {@link
   *     Glance#movedSince}; null where there is none
   */
  record Seen(Instant since, Glance last, Duration pace, @Nullable Set<LockState> moved)
      implements Sight {}

  /** It cannot be, or was not when it was tried last. */
  record Unseen(String why) implements Sight {}

  /** It has not been yet. */
  record NotYet(Duration pace) implements Sight {}
}
