package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.java.SharedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which archive is taken where one list gives several. A script writes what it is told, as HotSpot
 * does too seldom to wait for it.
 */
class SharedClassesTest {

  private static final String JAVA =
      """
      for option; do
        case $option in -XX:SharedArchiveFile=*) archive=${option#*=} ;; esac
      done
      case "$*" in *--dry-run*) exit 0 ;; esac
      echo dumped >> dumps
      cut -d' ' -f"$(wc -l < dumps)" contents > "$archive"
      """;

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"a a x, a, 2", "odd a a x, a, 3", "a odd a x, a, 3", "odd even a even x, even, 4"})
  void isTheOneThatCameTwice(String come, String taken, int dumps) throws Exception {
    Path archive = folder.resolve("app.jsa");

    classes(come).write(folder.resolve("list"), archive);

    assertThat(archive).hasContent(taken);
    assertThat(folder.resolve("dumps")).content().hasLineCount(dumps);
  }

  @Test
  void thatAllAreDifferentIsSaid() throws Exception {
    SharedClasses classes = classes("a b c d e");

    assertThatThrownBy(() -> classes.write(folder.resolve("list"), folder.resolve("app.jsa")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("4 archives of them are all different");
  }

  private SharedClasses classes(String come) throws IOException {
    Path java = Files.writeString(folder.resolve("java"), JAVA);
    Files.writeString(folder.resolve("contents"), come);
    return new SharedClasses(List.of("sh", java.toString()), folder, List.of());
  }
}
