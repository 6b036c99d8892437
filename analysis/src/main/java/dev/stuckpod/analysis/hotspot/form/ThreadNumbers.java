package dev.stuckpod.analysis.hotspot.form;

import java.util.Arrays;

/** Numbers of a dump's threads, of which a JVM gives none twice. */
final class ThreadNumbers {
  private static final int FIRST = 1 << 6;

  /** So many are remembered, in 2 MiB. */
  private static final int MOST = 1 << 18;

  private long[] numbers = new long[0];
  private int size;

  /** Takes one; beyond the first ones they are passed over. */
  void add(long number) {
    if (size == MOST) {
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(FIRST, 2 * size));
    }
    numbers[size++] = number;
  }

  /** How many threads have a number that one before has. */
  int repeated() {
    long[] sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    int repeated = 0;
    for (int i = 1; i < size; i++) {
      repeated += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    return repeated;
  }
}
