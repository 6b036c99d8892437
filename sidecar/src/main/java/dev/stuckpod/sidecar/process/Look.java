package dev.stuckpod.sidecar.process;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** What one method needs of a process. Looking does nothing to it. */
public interface Look {

  /** The method's word. */
  CaptureMethod id();

  /** The runtimes that it is for, in the words of ProcessInfo. */
  Set<String> runtimes();

  /**
   * Tells whether it can be used on a process of one of its runtimes; whatever is not certain is
   * refused.
   *
   * @throws IOException if the process is gone
   */
  MethodInfo look(Observed process) throws IOException;

  /**
   * Tells it of a process that lets nobody look at it; empty where nothing can be told of it from
   * outside, so that the method is refused.
   */
  default Optional<MethodInfo> lookFromOutside(Observed process) throws IOException {
    return Optional.empty();
  }
}
