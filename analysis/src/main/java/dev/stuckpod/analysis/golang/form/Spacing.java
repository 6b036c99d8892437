package dev.stuckpod.analysis.golang.form;

/**
 * Knows whether blank lines stand between all lines of a dump, as journals, consoles and editors
 * make of line ends that they do not understand: then one of them ends nothing.
 */
final class Spacing {
  /** An own blank line of the dump, and one on either side. */
  private static final int BETWEEN = 3;

  private boolean spaced;
  private boolean bare;
  private int blanks;

  /**
   * Takes a blank line; tells whether the goroutine ends with it.
   *
   * @param headed whether nothing but the goroutine's first line was there
   */
  boolean ends(boolean headed) {
    blanks++;
    bare |= headed && !spaced;
    return spaced ? blanks >= BETWEEN : !bare;
  }

  /** Takes a line with text; tells whether a blank one was between it and a goroutine's first. */
  boolean text() {
    blanks = 0;
    return bare;
  }

  /** Decides whether that is the rule here: if so, a call follows. Gives the same. */
  boolean spaced(boolean call) {
    bare = false;
    spaced |= call;
    return call;
  }
}
