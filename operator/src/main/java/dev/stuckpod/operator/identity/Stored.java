package dev.stuckpod.operator.identity;

import java.time.Instant;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What the two Secrets hold, and the one write that follows from it. After each write there is
 * another such state, so whoever is killed between two of them is continued by whoever comes.
 *
 * @param current in the first Secret; absent where an admin has deleted it, as its key has leaked
 * @param beside the next one where versions of before kept it, in the first Secret, too
 * @param next in the second Secret
 */
record Stored(
    @Nullable HeldCertificate current,
    @Nullable HeldCertificate beside,
    @Nullable HeldCertificate next) {

  /** What is to be done. */
  sealed interface Upkeep {

    /** Nothing more: this is whom to trust. */
    record Use(Authority authority) implements Upkeep {}

    /**
     * Let this one be all that the first Secret holds.
     *
     * @param why a sentence for the log
     */
    record WriteCurrent(HeldCertificate authority, String why) implements Upkeep {}

    /**
     * Let this one be all that the second Secret holds.
     *
     * @param why a sentence for the log
     */
    record WriteNext(HeldCertificate authority, String why) implements Upkeep {}
  }

  /** Decides. */
  Upkeep step(Instant now) {
    HeldCertificate first = current;
    HeldCertificate old = beside;
    HeldCertificate second = next;
    if (old != null && (second == null || !same(old, second))) {
      return new Upkeep.WriteNext(old, "holds the next authority now, which was beside the first");
    }
    if (first == null) {
      return second == null
          ? new Upkeep.WriteCurrent(Authority.create(now), "was not there: holds a new authority")
          : new Upkeep.WriteCurrent(second, "was gone: the next authority has taken over");
    }
    if (old != null) {
      return new Upkeep.WriteCurrent(first, "holds no key but the current authority's any more");
    }
    if (second == null || same(first, second)) {
      return new Upkeep.WriteNext(Authority.create(now), "holds a new authority, the next one");
    }
    Authority both = new Authority(first, second.certificate());
    return now.isBefore(both.takeOver())
        ? new Upkeep.Use(both)
        : new Upkeep.WriteCurrent(second, "it was time: the next authority has taken over");
  }

  private static boolean same(HeldCertificate one, HeldCertificate other) {
    return one.certificate().equals(other.certificate());
  }
}
