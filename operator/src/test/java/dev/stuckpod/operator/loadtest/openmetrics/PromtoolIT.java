package dev.stuckpod.operator.loadtest.openmetrics;

import static dev.stuckpod.operator.loadtest.openmetrics.Pages.ALL;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.pod;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own tool makes a database of it, and finds in it what was read. */
class PromtoolIT {

  @TempDir private Path folder;

  @Test
  void readingsBecomeADatabase() throws Exception {
    String page =
        """
        # TYPE req counter
        req_total{path="/a\\\\b\\"c\\n",pod="x",exported_pod="y"} %1$d
        # TYPE plain counter
        plain %1$d
        clash %1$d
        clash_total %1$d
        # TYPE lat histogram
        lat_bucket{le="+Inf"} %1$d
        lat_count %1$d
        {"http.server.requests_total","k8s.pod"="ü"} %1$d
        neg_total -1
        a{b=""} 1
        a 2
        a{__name__="b"} 1
        inf +Inf
        up 1
        """;
    var pages = IntStream.range(0, 70).mapToObj(page::formatted).toArray(String[]::new);

    List<String> found = stored(text(ALL, pod("hub-0", pages), pod("hub-1", pages)));

    assertThat(found)
        .filteredOn(line -> line.contains("\"req_total\""))
        .hasSize(2 * 64)
        .allMatch(
            line ->
                line.contains("exported_exported_pod=\"y\"")
                    && line.contains("exported_pod=\"x\"")
                    && line.contains("namespace=\"shop\""));
    assertThat(found).anyMatch(line -> line.contains("stuckpod_readings_left_out"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void soDoThoseOfAStranger(int seed) throws Exception {
    assertThat(stored(text(ALL, pod("hub-0", Pages.hostile(new Random(seed)))))).isNotEmpty();
  }

  /** As many samples as are in the text. */
  private List<String> stored(String text) throws Exception {
    Path file = folder.resolve("end.om");
    Files.writeString(file, text);
    String promtool = Repository.tools("promtool").getFirst().toString();
    Path database = folder.resolve("data");
    Files.createDirectories(database.resolve("wal")); // it dumps nothing where there is none
    run(
        promtool,
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        file.toString(),
        database.toString());
    List<String> found = run(promtool, "tsdb", "dump", database.toString());
    assertThat(found).hasSize((int) text.lines().filter(line -> !line.startsWith("#")).count());
    return found;
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
