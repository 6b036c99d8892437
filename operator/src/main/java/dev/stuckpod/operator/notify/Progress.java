package dev.stuckpod.operator.notify;

import java.time.Duration;

/** How far an errand has come. */
sealed interface Progress {

  /** Nothing is left to do. */
  record Over() implements Progress {}

  /** It is tried again, and so is everything else for this address, after so long at the least. */
  record Again(Duration notBefore) implements Progress {}
}
