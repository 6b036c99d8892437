package dev.stuckpod.operator.conditions;

/** The three values of a condition. */
public enum Truth {
  True,
  False,
  Unknown;

  /** Turns a plain answer into a condition's value. */
  public static Truth of(boolean value) {
    return value ? True : False;
  }
}
