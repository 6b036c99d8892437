package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.images.ground.ImageFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

  private static final Program PROGRAM =
      new Program(
          "clock",
          "clock",
          Optional.empty(),
          "org.example.Clock",
          List.of("-Xmx8m"),
          List.of("java.base"),
          Optional.empty());

  @TempDir private Path folder = Path.of("");
  private List<Path> jars = List.of();

  @BeforeEach
  void writeJars() throws Exception {
    jars =
        List.of(
            Files.writeString(folder.resolve("stuckpod-clock-0.1.0.jar"), "own"),
            Files.writeString(folder.resolve("gears-2.jar"), "other"));
  }

  @Test
  void keepsTheOrderOfTheClassPath() throws Exception {
    Layout layout = Layout.make(folder.resolve("app"), PROGRAM, jars);

    assertThat(layout.folder().resolve("java.args"))
        .hasContent(
            """
            -Xmx8m
            -cp
            lib/stuckpod-clock-0.1.0.jar:lib/gears-2.jar
            org.example.Clock
            """);
  }

  @Test
  void givesEveryJarTheTimeThatItHasInTheImage() throws Exception {
    Layout layout = Layout.make(folder.resolve("app"), PROGRAM, jars);

    assertThat(Files.getLastModifiedTime(layout.folder().resolve("lib/gears-2.jar")).toInstant())
        .isEqualTo(Layout.TIME);
  }

  @Test
  void putsLibrariesBelowWhatChangesWithEveryBuild() throws Exception {
    List<List<ImageFile>> layers = Layout.make(folder.resolve("app"), PROGRAM, jars).layers();

    assertThat(layers.get(0))
        .extracting(ImageFile::destination)
        .containsExactly("/app/lib/gears-2.jar");
    assertThat(layers.get(1))
        .extracting(ImageFile::destination)
        .containsExactly("/app/java.args", "/app/lib/stuckpod-clock-0.1.0.jar");
  }

  @Test
  void usesTheArchiveOfClassesWhereThereIsOne() throws Exception {
    Layout layout = Layout.make(folder.resolve("app"), PROGRAM, jars);
    assertThat(layout.entrypoint()).containsExactly("/opt/java/bin/java", "@java.args");

    Files.writeString(layout.folder().resolve(Layout.CLASSES), "");

    assertThat(layout.entrypoint())
        .containsExactly("/opt/java/bin/java", "-XX:SharedArchiveFile=app.jsa", "@java.args");
  }
}
