package dev.stuckpod.cli.loadtest.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stuckpod.cli.loadtest.k6.LoadFigures.Stretch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that k6 1.8.1 has written of 40 requests, of which 4 failed. */
class K6FileTest {

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "export.json, 4.736",
    "handle.json, 1.006",
    "machine.json, 1.533",
    "points.json.gz, 4.667",
  })
  void everyFormTellsRequestsErrorsAndP95(String name, double p95) throws Exception {
    LoadFigures figures = K6File.read(fixture(name), null, null);

    assertThat(figures.whole().requests()).isEqualTo(40);
    assertThat(figures.whole().errorRate()).isEqualTo(0.1);
    assertThat(Objects.requireNonNull(figures.whole().p95Millis())).isCloseTo(p95, within(0.05));
    assertThat(figures.before()).isNull();
    assertThat(figures.after()).isNull();
  }

  @Test
  void pointsTellWhatWasBeforeTheFreezeAndAfter() throws Exception {
    Instant freeze = Instant.parse("2026-11-29T09:08:04.3Z");

    LoadFigures figures = K6File.read(fixture("points.json.gz"), null, freeze);

    Stretch before = Objects.requireNonNull(figures.before());
    Stretch after = Objects.requireNonNull(figures.after());
    assertThat(before.requests()).isEqualTo(20);
    assertThat(after.requests()).isEqualTo(20);
    assertThat(Objects.requireNonNull(before.errorRate())).isEqualTo(0.1);
  }

  @Test
  void aFreezeBeforeTheFirstRequestSplitsNothing() throws Exception {
    LoadFigures figures =
        K6File.read(fixture("points.json.gz"), null, Instant.parse("2026-11-29T09:00:00Z"));

    assertThat(figures.whole().requests()).isEqualTo(40);
    assertThat(figures.before()).isNull();
  }

  @Test
  void aFileOfAnotherRunIsNotTakenForThisOnes() throws Exception {
    Path old = Files.copy(fixture("export.json"), folder.resolve("export.json"));
    Instant begun = Instant.parse("2026-01-15T12:00:00Z");
    Files.setLastModifiedTime(old, FileTime.from(begun.minus(Duration.ofMinutes(1))));

    assertThatThrownBy(() -> K6File.read(old, begun, null))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("is older than this run");
    assertThat(K6File.read(old, begun.minus(Duration.ofHours(1)), null).whole().requests())
        .isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1, 2]",
        "{\"metrics\": 7}",
        "{\"metrics\": {\"ws_sessions\": {\"count\": 3}}}",
        "{\"metric\": \"http_reqs\", \"type\": \"Point\", \"data\": {}}",
        "{\"metrics\"",
        "k6 says hello",
      })
  void whatIsNoSuchFileIsSaid(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("summary.json"), text);

    assertThatThrownBy(() -> K6File.read(file, null, null)).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNestedWithoutEndIsNotFollowed() throws Exception {
    String deep = "{\"a\":".repeat(900) + "{\"http_reqs\":{\"count\":1}}" + "}".repeat(900);
    Path file =
        Files.writeString(
            folder.resolve("deep.json"),
            "{\"x\":" + deep + ",\"metrics\":{\"http_reqs\":{\"count\":3}}}");

    assertThat(K6File.read(file, null, null).whole()).isEqualTo(new Stretch(3, null, null));
  }

  private static Path fixture(String name) throws Exception {
    return Path.of(Objects.requireNonNull(K6FileTest.class.getResource(name)).toURI());
  }
}
