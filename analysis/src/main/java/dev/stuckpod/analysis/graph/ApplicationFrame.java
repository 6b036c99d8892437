package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;
import java.util.List;

/** The call of a routine that its programmers know: the innermost one outside the platform. */
public final class ApplicationFrame {
  private ApplicationFrame() {}

  /** Gives its index, or -1 when all calls are of the platform. */
  public static int of(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (isApplication(frames.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a call is neither of Go's runtime and locks nor of the JDK. */
  public static boolean isApplication(Frame frame) {
    return !GoNames.isPlumbing(frame.function()) && !HotSpotWaits.isPlumbing(frame.function());
  }
}
