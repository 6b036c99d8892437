package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Value;

/**
 * What a branch has asked of a value.
 *
 * @param size in bytes
 * @param condition EQUAL, LESS or AT_MOST
 * @param against the number that it was compared with
 */
public record Test(int size, Value value, int condition, long against) {

  private static final int EQUAL = 2;
  private static final int LESS = 6;
  private static final int AT_MOST = 7;

  /** Whether the conditions of branches with these four bits can be remembered. */
  public static boolean isKind(int code) {
    int condition = code >> 1;
    return condition == EQUAL || condition == LESS || condition == AT_MOST;
  }

  /** Asks whether a value is zero. */
  public static Test isZero(Value value) {
    return new Test(1, value, EQUAL, 0);
  }

  /** Works out the answer for a number. */
  public boolean holds(long number) {
    int unused = 64 - 8 * size;
    long n = number << unused >> unused;
    return switch (condition) {
      case EQUAL -> n == against;
      case LESS -> n < against;
      default -> n <= against;
    };
  }
}
