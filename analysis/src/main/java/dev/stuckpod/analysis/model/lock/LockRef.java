package dev.stuckpod.analysis.model.lock;

import java.util.Comparator;

/**
 * A lock, channel or condition that the dump names. They have an order because a dump may be made
 * of names with one hash: maps find those quickly that can be compared.
 *
 * @param address as printed, the identity within one dump
 * @param type the class as printed; empty when not printed
 */
public record LockRef(String address, String type) implements Comparable<LockRef> {
  private static final Comparator<LockRef> ORDER =
      Comparator.comparing(LockRef::address).thenComparing(LockRef::type);

  private static final String UNNAMED = "that ";

  /** Makes the class that a thread waits for, where the dump does not name it. */
  public static LockRef classFor(String thread) {
    return new LockRef("", UNNAMED + thread + " waits for");
  }

  /** Whether this is a class that the dump does not name. */
  public boolean isUnnamedClass() {
    return address.isEmpty() && type.startsWith(UNNAMED);
  }

  @Override
  public int compareTo(LockRef other) {
    return ORDER.compare(this, other);
  }
}
