package dev.stuckpod.crds.apiserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what stands outside a module: tools and YAML. */
public final class Repository {

  private Repository() {}

  /** The repository's own folder, whichever module the test runs in. */
  public static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("e2e/cluster/tool"))) {
        return at;
      }
    }
    throw new IllegalStateException("run the tests inside the repository: no e2e/cluster/tool");
  }

  /** The CRD YAML as it is installed, one file per kind. */
  public static List<Path> crds() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("charts/stuckpod/crds"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** Stuckpod's version as the chart has it, which images are tagged with. */
  public static String version() throws IOException {
    try (Stream<String> lines = Files.lines(root().resolve("charts/stuckpod/Chart.yaml"))) {
      return lines
          .filter(line -> line.startsWith("appVersion: "))
          .map(line -> line.substring("appVersion: ".length()).strip())
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Builds programs where they are not there yet, which takes minutes the first time.
   *
   * @param names as {@code e2e/cluster/tool} knows them
   * @return their paths in the same order
   */
  public static List<Path> tools(String... names) throws IOException, InterruptedException {
    var command =
        Stream.concat(Stream.of(root().resolve("e2e/cluster/tool").toString()), Stream.of(names));
    Process tool =
        new ProcessBuilder(command.toList()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String paths = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new IOException("e2e/cluster/tool could not build " + String.join(", ", names));
    }
    return paths.lines().map(Path::of).toList();
  }
}
