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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Path text = folder.resolve("end.om");
    Files.writeString(text, text(ALL, pod("hub-0", pages), pod("hub-1", pages)));
    String promtool = Repository.tools("promtool").getFirst().toString();
    Path database = folder.resolve("data");

    Files.createDirectories(database.resolve("wal")); // it dumps nothing where there is none
    run(promtool, "tsdb", "create-blocks-from", "openmetrics", text.toString(), database.toString());
    List<String> found = run(promtool, "tsdb", "dump", database.toString());

    assertThat(found).hasSize((int) samples(text));
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

  private static long samples(Path text) throws Exception {
    try (Stream<String> lines = Files.lines(text)) {
      return lines.filter(line -> !line.startsWith("#")).count();
    }
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }
}
