package dev.stuckpod.sidecar.method;

import dev.stuckpod.sidecar.process.Observed;
import java.io.IOException;

/**
 * Something about a process that is found out only where a method depends on it.
 *
 * @param <T> what is found out
 */
@FunctionalInterface
interface Fact<T> {

  /**
   * Finds it out.
   *
   * @throws IOException if the process is gone
   */
  T of(Observed process) throws IOException;
}
