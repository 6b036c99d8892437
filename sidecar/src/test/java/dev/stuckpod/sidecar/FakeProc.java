package dev.stuckpod.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A /proc whose processes come and go as a test tells. */
public final class FakeProc {

  private final Path root;

  public FakeProc(Path root) {
    this.root = root;
  }

  /** Starts a process of a container, whose id is a digit over and over. */
  public void start(int pid, char container) {
    try {
      Path process = Files.createDirectories(root.resolve(Integer.toString(pid)));
      Files.writeString(
          process.resolve("cgroup"),
          "0::/../cri-containerd-" + String.valueOf(container).repeat(64) + ".scope\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Ends a process. */
  public void end(int pid) {
    try {
      Files.delete(root.resolve(Integer.toString(pid)).resolve("cgroup"));
      Files.delete(root.resolve(Integer.toString(pid)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
