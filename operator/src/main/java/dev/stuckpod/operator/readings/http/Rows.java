package dev.stuckpod.operator.readings.http;

/** Takes the series of an answer, one after the other. */
public interface Rows {

  /**
   * Takes one.
   *
   * @throws QueryFailed if the answer cannot be used with it
   */
  void row(Series series) throws QueryFailed;
}
