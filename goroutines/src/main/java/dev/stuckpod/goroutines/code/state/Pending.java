package dev.stuckpod.goroutines.code.state;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which deferred calls of a frame are still due.
 *
 * @param mask of open-coded ones: bit k for the k-th
 * @param sites of others: where the calls that deferred them return to
 */
public record Pending(int mask, Set<Long> sites) {

  private static final int MOST = 8;

  /** None is. */
  public static final Pending NONE = new Pending(0, Set.of());

  /** Copies what it gets. */
  public Pending {
    sites = Set.copyOf(sites);
  }

  /** Open-coded ones. */
  public static Pending of(int mask) {
    return mask == 0 ? NONE : new Pending(mask, Set.of());
  }

  /** One more; null where there are too many. */
  public @Nullable Pending and(long site) {
    if (sites.contains(site)) {
      return this;
    }
    if (sites.size() >= MOST) {
      return null;
    }
    var more = new HashSet<>(sites);
    more.add(site);
    return new Pending(mask, more);
  }
}
