package dev.stuckpod.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a dump of the demo's server can be taken. */
enum Way {
  /** Read from its memory: it goes on. */
  MEMORY,
  /** By SIGQUIT: it ends and is started again. */
  RESTART;

  private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");

  /** Tells it for this machine; a cluster of kind, minikube or k3d has the machine's kernel. */
  static Way here() throws IOException {
    return of(Files.exists(YAMA) ? Files.readString(YAMA) : "");
  }

  /**
   * Tells it from the kernel's setting.
   *
   * @param yama 0: whoever runs as the same user may look; more: only ancestors may; empty: there
   *     is no Yama
   */
  static Way of(String yama) {
    return yama.isBlank() || yama.strip().equals("0") ? MEMORY : RESTART;
  }
}
