package dev.stuckpod.operator;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that works on a cluster, such as helm or kubectl, run as somebody types it.
 *
 * @param kubeconfig of the cluster; a file that is not there where none is meant
 */
record ClusterTool(Path program, Path kubeconfig) {

  /** Builds the program where it is not there yet; see e2e/cluster/tool. */
  static ClusterTool of(String name, Path kubeconfig) throws IOException, InterruptedException {
    return new ClusterTool(Repository.tools(name).getFirst(), kubeconfig);
  }

  /**
   * Runs it.
   *
   * @return what it writes
   * @throws IllegalStateException with what it complains about, if it fails
   */
  String run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(words));
    Path complaint = Files.createTempFile("tool", ".err");
    try {
      var builder = new ProcessBuilder(command).redirectError(complaint.toFile());
      builder.environment().put("KUBECONFIG", kubeconfig.toString());
      Process process = builder.start();
      String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + ": " + Files.readString(complaint));
      }
      return written;
    } finally {
      Files.delete(complaint);
    }
  }
}
