package dev.stuckpod.crds;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Generates the CRD YAML from the Java types. Run as a program, it writes the files that are
 * committed.
 */
final class CrdYaml {

  private CrdYaml() {}

  /**
   * Writes {@code <plural>.stuckpod.dev.yaml} for every type into each of the directories given.
   *
   * @param directories where the project keeps the CRDs: crds/ and the chart's
   */
  public static void main(String[] directories) throws IOException {
    for (Map.Entry<String, String> file : generate().entrySet()) {
      for (String directory : directories) {
        Files.writeString(
            Files.createDirectories(Path.of(directory)).resolve(file.getKey()), file.getValue());
      }
    }
  }

  /** Returns the YAML by file name. */
  static Map<String, String> generate() throws IOException {
    Path directory = Files.createTempDirectory("crds");
    new CRDGenerator()
        .customResourceClasses(
            StuckPolicy.class, DumpAnalysis.class, MetricsSource.class, RawDump.class)
        .forCRDVersions("v1")
        .inOutputDir(directory.toFile())
        .detailedGenerate();
    var yaml = new TreeMap<String, String>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        yaml.put(file.getFileName().toString().replace("-v1.yml", ".yaml"), Files.readString(file));
        Files.delete(file);
      }
    }
    Files.delete(directory);
    return yaml;
  }
}
