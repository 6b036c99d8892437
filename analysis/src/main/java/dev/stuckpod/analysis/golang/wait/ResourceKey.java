package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.model.ResourceKind;
import java.util.Comparator;

/**
 * The identity of a resource within one dump; ordered, for many may have one hash.
 *
 * @param address 0 when not printed
 * @param unknown what it is told by then; else empty
 */
record ResourceKey(ResourceKind kind, long address, String unknown)
    implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparingLong(ResourceKey::address)
          .thenComparing(ResourceKey::kind)
          .thenComparing(ResourceKey::unknown);

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }
}
