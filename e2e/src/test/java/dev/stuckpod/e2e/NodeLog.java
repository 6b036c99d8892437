package dev.stuckpod.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that the node keeps of what a container has written. */
record NodeLog(Path folder, HostProcess app) {

  private static final String LINE = "a line of the app's own, so that its log grows\n".repeat(200);

  /** A kubelet's default, for one file. */
  private static final long LIMIT = 10L << 20;

  private static final long NEARLY = LIMIT - (128L << 10);

  static NodeLog of(TestCluster cluster, Pod pod, String container, String containerID) {
    var meta = pod.getMetadata();
    String name = "%s_%s_%s".formatted(meta.getNamespace(), meta.getName(), meta.getUid());
    return new NodeLog(
        cluster.state().resolve("podlogs").resolve(name).resolve(container),
        HostProcess.of(containerID));
  }

  /** Lets the app write until a little more would have the log rotated. */
  void fillNearly() throws IOException {
    while (size() < NEARLY) {
      app.print(LINE);
    }
  }

  /** Lets the app write what is missing: the kubelet rotates the log within ten seconds. */
  void tipOver() throws IOException {
    while (!rotated() && size() <= LIMIT) {
      app.print(LINE);
    }
  }

  /** Whether it was rotated. */
  boolean rotated() throws IOException {
    return files().stream().anyMatch(file -> file.getFileName().toString().contains(".log."));
  }

  private long size() throws IOException {
    long size = 0;
    for (Path file : files()) {
      size = Math.max(size, file.toFile().length());
    }
    return size;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
