package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;

/** A lock of a process, and how it is held. */
public record LockId(Kind kind, long address) implements Comparable<LockId> {

  /** For maps: a process may have locks at addresses with one hash. */
  @Override
  public int compareTo(LockId other) {
    int order = Long.compare(address, other.address);
    return order == 0 ? kind.compareTo(other.kind) : order;
  }
}
