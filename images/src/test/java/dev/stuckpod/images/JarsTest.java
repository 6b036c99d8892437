package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarsTest {

  private static final Program OPERATOR =
      new Program(
          "operator", "operator", Optional.empty(), "Main", List.of(), List.of(), Optional.empty());

  /** Whoever has changed the version has both until he cleans. */
  @ParameterizedTest
  @CsvSource({"0.1.0-SNAPSHOT, 0.1.0", "0.1.0, 0.2.0-SNAPSHOT", "0.2.0-SNAPSHOT, 0.1.0"})
  void takesTheJarThatWasBuiltLast(String before, String now, @TempDir Path root) throws Exception {
    Path target = Files.createDirectories(root.resolve("operator/target"));
    Files.writeString(target.resolve("classpath"), "");
    jar(target, before, 1_000);
    Path newest = jar(target, now, 2_000);

    assertThat(Jars.of(root, OPERATOR)).containsExactly(newest);
  }

  private static Path jar(Path target, String version, long changed) throws Exception {
    Path jar = Files.createFile(target.resolve("stuckpod-operator-" + version + ".jar"));
    return Files.setLastModifiedTime(jar, FileTime.fromMillis(changed));
  }
}
