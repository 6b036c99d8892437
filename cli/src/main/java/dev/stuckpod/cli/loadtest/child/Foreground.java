package dev.stuckpod.cli.loadtest.child;

import dev.stuckpod.cli.ground.Terminal;
import dev.stuckpod.proc.ProcTerminal;
import java.io.IOException;
import java.nio.file.Path;

/** Whether the keys of a terminal reach this process and its children. */
final class Foreground {

  private static final Path SELF = Path.of("/proc/self/stat");

  private Foreground() {}

  static boolean isOurs() {
    try {
      return ProcTerminal.hasKeys(SELF);
    } catch (IOException noProc) {
      return Terminal.isThere();
    }
  }
}
