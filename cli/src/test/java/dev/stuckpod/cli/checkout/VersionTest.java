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

/** The version stands in pom.xml; the chart, which Helm reads from a mere checkout, repeats it. */
class VersionTest {

  private static final Path ROOT = Repository.root();

  private static final Pattern REVISION = Pattern.compile("<revision>(.*)</revision>");

  @Test
  void chartHasTheVersionOfThePom() throws IOException {
    String released = revision().replace("-SNAPSHOT", "");

    Path file = ROOT.resolve("charts/stuckpod/Chart.yaml");
    Map<?, ?> chart = Serialization.unmarshal(Files.readString(file), Map.class);

    assertThat(List.of(chart.get("version"), chart.get("appVersion")))
        .as("version and appVersion in %s follow revision in pom.xml", ROOT.relativize(file))
        .containsOnly(released);
  }

  @Test
  void noOtherPomRepeatsIt() throws IOException {
    Matcher modules =
        Pattern.compile("<module>(.*)</module>").matcher(Files.readString(ROOT.resolve("pom.xml")));

    List<String> repeating =
        modules
            .results()
            .map(module -> module.group(1) + "/pom.xml")
            .filter(pom -> !parent(pom).contains("<version>${revision}</version>"))
            .toList();

    assertThat(repeating).as("their parent's version is ${revision}").isEmpty();
  }

  /** Of a release, its own section; before that, the one for what is not released. */
  @Test
  void changelogHasASectionForIt() throws IOException {
    String revision = revision();
    String section =
        revision.endsWith("-SNAPSHOT") ? "## [Unreleased]" : "## [" + revision + "] - ";

    assertThat(Files.readAllLines(ROOT.resolve("CHANGELOG.md")))
        .anyMatch(line -> line.startsWith(section));
  }

  private static String revision() throws IOException {
    Matcher line = REVISION.matcher(Files.readString(ROOT.resolve("pom.xml")));
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  private static String parent(String pom) {
    try {
      String text = Files.readString(ROOT.resolve(pom));
      return text.substring(text.indexOf("<parent>"), text.indexOf("</parent>"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
