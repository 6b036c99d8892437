package dev.stuckpod.analysis.model;

/**
 * A lock, channel or condition that the dump names.
 *
 * @param address as printed, the identity within one dump
 * @param type the class as printed; empty when not printed
 */
public record LockRef(String address, String type) {
  private static final String UNNAMED = "that ";

  /** Makes the class that a thread waits for, where the dump does not name it. */
  public static LockRef classFor(String thread) {
    return new LockRef("", UNNAMED + thread + " waits for");
  }

  /** Whether this is a class that the dump does not name. */
  public boolean isUnnamedClass() {
    return address.isEmpty() && type.startsWith(UNNAMED);
  }
}
