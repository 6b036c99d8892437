package dev.stuckpod.operator.loadtest.series;

/** Between which levels a series went, before the load, while it ran, and after. */
public final class Levels {

  /** Scrapes of a calm that make it known. */
  private static final int KNOWN = 2;

  private int calm;
  private double calmHigh = Double.NEGATIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private double peak = Double.NEGATIVE_INFINITY;
  private double now = Double.NaN;

  Levels() {}

  void take(double value, Phase phase) {
    now = value;
    if (Double.isNaN(value)) {
      return;
    }
    switch (phase) {
      case Calm -> {
        calm++;
        calmHigh = Math.max(calmHigh, value);
        lowest = Math.min(lowest, value);
      }
      case Load -> {
        peak = Math.max(peak, value);
        lowest = Math.min(lowest, value);
      }
      case After -> {} // what was reached by then is what it is held against
    }
  }

  /** Whether it was seen before the load. */
  public boolean calmKnown() {
    return calm >= KNOWN;
  }

  /** Where it is without load: as high as before it; where that was not seen, its lowest. */
  public double base() {
    return calmKnown() ? calmHigh : lowest;
  }

  /** The highest that it was while the load ran. */
  public double peak() {
    return peak;
  }

  /** By how much it rose with the load. */
  public double rise() {
    return peak > base() ? peak - base() : 0;
  }

  /**
   * Which part of what it rose by is left, from 0 to 1 or more; 0 where it has not risen. Where it
   * was not seen before the load, the lowest that was seen may have been well within it: then it is
   * held against nothing at all, which is where work ends.
   */
  public double left() {
    double foot = calmKnown() ? calmHigh : Math.min(0, lowest);
    return rise() > 0 && !Double.isNaN(now) ? (now - foot) / (peak - foot) : 0;
  }

  /** Whether it rose with the load by so much that it shows: by two at least, and by half. */
  public boolean rose() {
    return rise() >= Math.max(2, Math.abs(base()) / 2) && rise() < Double.POSITIVE_INFINITY;
  }
}
