package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The version is pom.xml's; what has to repeat it, Maven's modules and the chart, says the same.
 */
class VersionTest {

  private static final Path ROOT = Repository.root();

  private static final Pattern VERSION =
      Pattern.compile("<artifactId>stuckpod</artifactId>\\s*<version>(.*)</version>");

  @Test
  void chartHasTheVersionOfThePom() throws IOException {
    String released = version().replace("-SNAPSHOT", "");

    Path file = ROOT.resolve("charts/stuckpod/Chart.yaml");
    Map<?, ?> chart = Serialization.unmarshal(Files.readString(file), Map.class);

    assertThat(List.of(chart.get("version"), chart.get("appVersion")))
        .as("version and appVersion in %s follow pom.xml", ROOT.relativize(file))
        .containsOnly(released);
  }

  @Test
  void everyModuleHasIt() throws IOException {
    Matcher modules =
        Pattern.compile("<module>(.*)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));

    String version = version();
    List<String> others =
        modules
            .results()
            .map(module -> module.group(1) + "/pom.xml")
            .filter(pom -> !version.equals(versionIn(pom)))
            .toList();

    assertThat(others).as("their parent's version is %s", version).isEmpty();
  }

  /** Of a release, its own section; before that, the one for what is not released. */
  @Test
  void changelogHasASectionForIt() throws IOException {
    String version = version();
    String section = version.endsWith("-SNAPSHOT") ? "## [Unreleased]" : "## [" + version + "] - ";

    assertThat(Files.readAllLines(ROOT.resolve("CHANGELOG.md")))
        .anyMatch(line -> line.startsWith(section));
  }

  private static String version() {
    return versionIn("pom.xml");
  }

  /** What the root says of itself, and modules of their parent. */
  private static String versionIn(String pom) {
    try {
      Matcher line = VERSION.matcher(Files.readString(ROOT.resolve(pom)));
      assertThat(line.find()).as(pom).isTrue();
      return line.group(1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
