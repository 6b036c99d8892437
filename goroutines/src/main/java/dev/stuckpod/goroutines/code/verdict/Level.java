package dev.stuckpod.goroutines.code.verdict;

/** How sure a holder is. */
public enum Level {
  /** It may be another one. */
  SUSPECTED,
  /** One step of the way to it is inferred. */
  STRONG,
  /** Its code has acquired the lock and will release it, and the lock's word says just as many. */
  PROVEN
}
