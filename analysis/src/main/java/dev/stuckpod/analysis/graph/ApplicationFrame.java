package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;
import java.util.List;

/** The call of a routine that its programmers know: the innermost one outside the platform. */
public final class ApplicationFrame {
  private ApplicationFrame() {}

  /** Gives its index, or -1 when all calls are of the platform. */
  public static int of(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      String function = frames.get(i).function();
      if (!GoNames.isPlumbing(function) && !HotSpotWaits.isPlumbing(function)) {
        return i;
      }
    }
    return -1;
  }
}
