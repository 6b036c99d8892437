package dev.stuckpod.crds;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Generates the CRD YAML from the Java types. Run as a program, it writes the files that are
 * committed.
 */
final class CrdYaml {

  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(
          StuckPolicy.class,
          DumpAnalysis.class,
          LoadTestWindow.class,
          MetricsSource.class,
          RawDump.class);

  private static final String HEADER =
      "# Generated from the Java types in crds/: change those, then run"
          + " 'mvn -pl crds -am process-test-classes -Dcrds=write'\n";

  private CrdYaml() {}

  /**
   * Writes {@code <plural>.stuckpod.dev.yaml} for every kind.
   *
   * @param args the folder of our Java sources, then the directory to write to
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> files = generate(Path.of(args[0]));
    Path directory = Files.createDirectories(Path.of(args[1]));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  /**
   * Returns the YAML by file name.
   *
   * @param sources where the types' source is: descriptions are their javadoc
   */
  static Map<String, String> generate(Path sources) throws IOException {
    var javadoc = Javadoc.read(sources);
    var yaml = new TreeMap<String, String>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      CustomResourceDefinition crd = generate(kind);
      Finish.crd(crd, kind, javadoc);
      String text = Serialization.asYaml(crd).replaceFirst("^---\n", "");
      yaml.put(crd.getMetadata().getName() + ".yaml", HEADER + text);
    }
    return yaml;
  }

  private static CustomResourceDefinition generate(Class<? extends CustomResource<?, ?>> kind)
      throws IOException {
    Path directory = Files.createTempDirectory("crds");
    new CRDGenerator()
        .customResourceClasses(kind)
        .forCRDVersions("v1")
        .inOutputDir(directory.toFile())
        .detailedGenerate();
    try (var files = Files.newDirectoryStream(directory)) {
      Path file = files.iterator().next();
      String text = Files.readString(file);
      Files.delete(file);
      return Serialization.unmarshal(text, CustomResourceDefinition.class);
    } finally {
      Files.delete(directory);
    }
  }
}
