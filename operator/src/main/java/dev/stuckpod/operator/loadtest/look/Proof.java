package dev.stuckpod.operator.loadtest.look;

/** What a look came to. */
public sealed interface Proof {

  /**
   * The dump explains why the pod stands.
   *
   * @param verdict as the analysis says it
   * @param confidence likewise
   */
  record Stuck(String verdict, String confidence, String cause) implements Proof {}

  /**
   * It does not.
   *
   * @param detail what the dump says, or why there is none; a sentence, or empty
   */
  record Nothing(Unproven why, String detail) implements Proof {}
}
