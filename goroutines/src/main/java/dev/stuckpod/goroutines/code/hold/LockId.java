package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;
import org.jspecify.annotations.Nullable;

/** A lock of a process, and how it is held. */
public record LockId(Kind kind, long address) implements Comparable<LockId> {

  // by hand, as these are asked for several times for each goroutine: a record's own are slow until
  // the JVM's better compiler has seen them, which a sidecar does without

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LockId lock && lock.address == address && lock.kind == kind;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(address) + kind.hashCode();
  }

  /** For maps: a process may have locks at addresses with one hash. */
  @Override
  public int compareTo(LockId other) {
    int order = Long.compare(address, other.address);
    return order == 0 ? kind.compareTo(other.kind) : order;
  }
}
