package dev.stuckpod.cli.loadtest.window;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;

/** What came of asking for a window. */
public sealed interface Look {

  /** It is there. */
  record There(LoadTestWindow window) implements Look {}

  /** Somebody has deleted it. */
  record Gone() implements Look {}

  /**
   * Nobody could say: it is asked again.
   *
   * @param why in a sentence
   */
  record Away(String why) implements Look {}
}
