package dev.stuckpod.operator.exposition;

/** Takes samples, one after the other. */
@FunctionalInterface
public interface Sink {

  /**
   * Takes one.
   *
   * @param sample of this moment: it becomes the next one when this returns
   */
  void take(Sample sample);
}
