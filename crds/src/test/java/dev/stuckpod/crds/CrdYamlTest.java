package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdYamlTest {

  @ParameterizedTest
  @ValueSource(strings = {".", "../charts/stuckpod/crds"})
  @DisplayName("the committed YAML is what the Java types say")
  void committedYamlMatchesTypes(Path directory) throws IOException {
    assertThat(committed(directory))
        .as("run 'mvn -pl crds -am process-test-classes -Dcrds=write' and commit the result")
        .isEqualTo(CrdYaml.generate(Path.of("src/main/java")));
  }

  private static Map<String, String> committed(Path directory) throws IOException {
    var yaml = new TreeMap<String, String>();
    try (var files = Files.newDirectoryStream(directory, "*.yaml")) {
      for (Path file : files) {
        yaml.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return yaml;
  }
}
