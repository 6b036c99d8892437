package dev.stuckpod.cli.loadtest;

import dev.stuckpod.cli.loadtest.child.Load;
import dev.stuckpod.cli.loadtest.report.LoadFacts;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a window came to its end, or was given up.
 *
 * @param window as it was seen last; null where none was made
 * @param load that was to be run here; null where it runs elsewhere
 * @param child that runs it; null where it was never started
 * @param trouble why the window's end was not seen; null where it was
 * @param pods that are known to be there
 */
record Outcome(
    @Nullable LoadTestWindow window,
    @Nullable LoadFacts load,
    @Nullable Load child,
    @Nullable String trouble,
    List<String> pods) {

  /** What is known of the load by now. */
  @Nullable LoadFacts facts() {
    return child == null ? load : child.facts();
  }
}
