package dev.stuckpod.operator.loadtest.suspicion;

/** What is thought of a pod by one sense. */
public sealed interface Thought {

  /** It is to be looked at. */
  record Suspect(Suspicion suspicion) implements Thought {}

  /**
   * There is no reason to look.
   *
   * @param message why, in a sentence
   */
  record Clear(Why why, String message) implements Thought {}

  /** There is no reason to look. */
  @SuppressWarnings("AnnotateFormatMethod")
  static Thought clear(Why why, String format, Object... arguments) {
    return new Clear(why, format.formatted(arguments));
  }
}
