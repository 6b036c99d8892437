package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CrdYamlTest {

  /** A chart of before, from which an upgrade is tried. */
  private static final Path BEFORE =
      Repository.root().resolve("operator/src/test/resources/dev/stuckpod/operator/upgrade");

  /** The one place: Helm installs it from here, also from a mere checkout. */
  private static final Path CHART = Repository.root().resolve("charts/stuckpod/crds");

  @Test
  @DisplayName("the committed YAML is what the Java types say")
  void committedYamlMatchesTypes() throws IOException {
    var yaml = new TreeMap<String, String>();
    for (Path file : Repository.crds()) {
      yaml.put(CHART.relativize(file).toString(), Files.readString(file));
    }

    assertThat((Map<String, String>) yaml)
        .as("run 'mvn -pl crds -am process-test-classes -Dcrds=write' and commit the result")
        .isEqualTo(CrdYaml.generate(Path.of("src/main/java")));
  }

  @Test
  void noSecondCopyStandsInTheCheckout() throws IOException {
    var copies = new ArrayList<Path>();
    Files.walkFileTree(Repository.root(), new Definitions(copies));

    assertThat(copies)
        .isNotEmpty()
        .filteredOn(file -> !file.startsWith(BEFORE))
        .allMatch(file -> file.startsWith(CHART));
  }

  /** Collects the files that define a kind of resource, but for what a build has made. */
  private static final class Definitions extends SimpleFileVisitor<Path> {

    private static final Pattern KIND = Pattern.compile("kind: *\"?CustomResourceDefinition\"?");

    private static final Pattern GROUP = Pattern.compile(" *group: *\"?stuckpod[.]dev\"?");

    private final List<Path> found;

    Definitions(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return List.of("target", ".git").contains(String.valueOf(directory.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!attributes.isSymbolicLink()
          && file.toString().endsWith(".yaml")
          && isOurs(Files.readString(file))) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** A definition of a kind of ours; one of others, for a test, is no copy. */
    private static boolean isOurs(String text) {
      return text.lines().anyMatch(KIND.asMatchPredicate())
          && text.lines().anyMatch(GROUP.asMatchPredicate());
    }
  }
}
