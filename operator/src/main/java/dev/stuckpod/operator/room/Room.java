package dev.stuckpod.operator.room;

/** Room for series, of which there is only so much. Any thread may ask. */
public sealed interface Room permits Budget, Share {

  /**
   * Takes room for one more series; false where there is none.
   *
   * @param bytes of its name and labels
   */
  boolean takeSeries(int bytes);

  /** Takes room for the last values of one; false where there is none. */
  boolean takeRing();

  /** Gives back what was taken. */
  void give(int manySeries, int manyRings, int bytes);
}
