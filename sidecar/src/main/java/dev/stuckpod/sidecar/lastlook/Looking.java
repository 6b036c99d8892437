package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.KeptDump;
import java.util.Optional;

/** Looks at an app once. */
public interface Looking {

  /**
   * Looks, and takes a dump where the app looks stuck.
   *
   * @param suspected whether something else says already that it is
   * @param end by System.nanoTime(), when nothing more is begun
   */
  Optional<KeptDump> look(boolean suspected, long end) throws InterruptedException;

  /** Nobody fetches it any more. */
  void drop(KeptDump dump);
}
