package dev.stuckpod.operator.loadtest.openmetrics;

import static dev.stuckpod.operator.loadtest.openmetrics.Pages.ALL;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.START;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.pod;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.scrape;
import static dev.stuckpod.operator.loadtest.openmetrics.Pages.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.exposition.Page;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.room.Budget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the text. */
class OpenMetricsTest {

  @Test
  void familiesStandTogetherWithTheTimesOfTheirScrapes() throws IOException {
    String text =
        text(
            ALL,
            pod("hub-1", "sent_total 1\nclients 5\n", "sent_total 3\nclients 5\n"),
            pod("hub-0", "sent_total 7\nclients 5\n", "sent_total 7\nclients 5\n"));

    assertThat(text)
        .isEqualTo(
            """
            # TYPE clients gauge
            clients{namespace="shop",pod="hub-1"} 5 1768478403.250
            clients{namespace="shop",pod="hub-0"} 5 1768478403.250
            # TYPE sent counter
            sent_total{namespace="shop",pod="hub-1"} 3 1768478403.250
            sent_total{namespace="shop",pod="hub-0"} 7 1768478403.250
            # EOF
            """);
  }

  @Test
  void whatHasLivedIsWrittenWithItsLastScrapesAndWithoutThoseThatItWasAwayIn() throws IOException {
    WrittenPod pod = pod("hub-0", "a 1\n", "a 2\n", "a NaN\n", "a -Inf\n", "a 0.5\n");
    assertThat(text(ALL, pod))
        .isEqualTo(
            """
            # TYPE a gauge
            a{namespace="shop",pod="hub-0"} 2 1768478403.250
            a{namespace="shop",pod="hub-0"} -Inf 1768478409.250
            a{namespace="shop",pod="hub-0"} 0.5 1768478412.250
            # EOF
            """);

    scrape(pod.series(), "b 1\n", START.plusSeconds(15));
    for (int i = 0; i < 70; i++) {
      scrape(pod.series(), "b %d\n".formatted(i), START.plusSeconds(18 + 3 * i));
    }
    assertThat(text(ALL, pod).lines().filter(line -> line.startsWith("b{"))).hasSize(64);
    assertThat(text(ALL, pod)).as("it is long gone").doesNotContain("\na{");
  }

  @Test
  void aClockThatGoesBackLeavesTimesAscending() throws IOException {
    var series = new PodSeries(new Budget(10, 10));
    int[] seconds = {0, 3, 6, 2, 6, 9};
    for (int i = 0; i < seconds.length; i++) {
      scrape(series, "a %d\n".formatted(i), START.plusSeconds(seconds[i]));
    }
    assertThat(text(ALL, new WrittenPod("hub-0", series)).lines().filter(l -> l.startsWith("a{")))
        .containsExactly(
            "a{namespace=\"shop\",pod=\"hub-0\"} 1 1768478403.250",
            "a{namespace=\"shop\",pod=\"hub-0\"} 2 1768478406.250",
            "a{namespace=\"shop\",pod=\"hub-0\"} 5 1768478409.250");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a_total 1                              | # TYPE a counter
          # TYPE a counter;a 1                   | # TYPE a unknown
          # TYPE a_total counter;a_total -1      | # TYPE a_total unknown
          # TYPE a_total gauge;a_total 1         | # TYPE a_total gauge
          a_total 1;a 1                          | # TYPE a gauge;# TYPE a_total unknown
          # TYPE _total counter;_total 1         | # TYPE _total unknown
          # TYPE a histogram;a_count 2;a_sum 3   | # TYPE a_count unknown
          # TYPE a summary;a_count 2             | # TYPE a_count unknown
          {"a.b_total"} 1                        | # TYPE U__a_2e_b_ counter
          {"a.b"} 1                              | # TYPE U__a_2e_b gauge
          U__a_2e_b 1                            | # TYPE U__U____a__2e__b gauge
          """)
  void aFamilyHasTheTypeThatItsSeriesBearOut(String page, String types) throws IOException {
    String text = text(ALL, pod("hub-0", page.replace(';', '\n') + "\n"));
    assertThat(
            text.lines().filter(line -> line.startsWith("# TYPE")).collect(Collectors.joining(";")))
        .isEqualTo(types);
  }

  @Test
  void podsThatDoNotAgreeOnAFamilyMakeItUnknown() throws IOException {
    assertThat(text(ALL, pod("hub-0", "# TYPE a counter\na 1\n"), pod("hub-1", "a 1\n")))
        .contains("# TYPE a unknown\n")
        .containsOnlyOnce("# TYPE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a{pod="mine",namespace="its"}     | a{exported_namespace="its",exported_pod="mine",namespace="shop",pod="hub-0"}
          a{pod="x",exported_pod="y"}       | a{exported_exported_pod="y",exported_pod="x",namespace="shop",pod="hub-0"}
          a{b="1",a="\\"\\\\\\n\\q"}       | a{a="\\"\\\\\\n\\\\q",b="1",namespace="shop",pod="hub-0"}
          a{b=""}                           | a{namespace="shop",pod="hub-0"}
          a{b="ü, {=\\""}                    | a{b="ü, {=\\"",namespace="shop",pod="hub-0"}
          {"a","b.c"="1"}                   | a{U__b_2e_c="1",namespace="shop",pod="hub-0"}
          {"a","b=\\",{"="1"}               | a{U__b_3d__5c__22__2c__7b_="1",namespace="shop",pod="hub-0"}
          {"a","1b"="1"}                    | a{U___31_b="1",namespace="shop",pod="hub-0"}
          """)
  void labelsAreTheirsBesideOurs(String series, String written) throws IOException {
    assertThat(text(ALL, pod("hub-0", series + " 1\n")))
        .isEqualTo("# TYPE a gauge\n" + written + " 1 1768478400.250\n# EOF\n");
  }

  /** What would be read as something else, by whoever reads it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a{__name__="b"}
          a{b="1",b="2"}
          {"a{b"}
          stuckpod_readings_left_out
          """)
  void whatCannotBeSaidIsLeftOutAndCounted(String series) throws IOException {
    assertThat(text(ALL, pod("hub-0", series + " 1\n"))).isEqualTo(leftOut(1));
  }

  @Test
  void soAreBytesThatAreNoTextAndTextsThatWereCut() throws IOException {
    var series = new PodSeries(new Budget(10, 10));
    byte[] page =
        ("a{b=\"\u00ff\"} 1\na{b=\"\u001b[2J\"} 1\na{b=\"\\\u001b[3J\"} 1\na{b=\""
                + "x".repeat(600)
                + "\"} 1\n"
                + "y".repeat(600)
                + " 1\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    scrape(series, page, START);
    scrape(series, ("a{b=\"" + "ü".repeat(300) + "\"} 1\n"), START.plusSeconds(3));
    scrape(series, page, START);
    assertThat(text(ALL, new WrittenPod("hub-0", series))).isEqualTo(leftOut(5));
  }

  private static String leftOut(int series) {
    return """
    # TYPE stuckpod_readings_left_out gauge
    # HELP stuckpod_readings_left_out Series of a pod that are not in this file.
    stuckpod_readings_left_out{namespace="shop",pod="hub-0"} %d 1768478400.250
    # EOF
    """
        .formatted(series);
  }

  @Test
  void twoThatWouldBeTheSameAreOne() throws IOException {
    assertThat(text(ALL, pod("hub-0", "a{b=\"\"} 1\na 2\n")))
        .containsOnlyOnce("\na{")
        .contains("stuckpod_readings_left_out{namespace=\"shop\",pod=\"hub-0\"} 1 ");
  }

  @Test
  void thoseThatMayTellMostComeFirstWhereNotAllHaveRoom() throws IOException {
    String calm = "c 1\nd 1\n";
    WrittenPod stuck = pod("hub-1", "a 1\n" + calm, "a 2\n" + calm, "a 3\n" + calm);
    WrittenPod well = pod("hub-0", "b 1\n" + calm, "b 2\n" + calm, "b 3\n" + calm);

    String text = text(new Extent(7, Long.MAX_VALUE), stuck, well);

    assertThat(text).contains("a{", "b{").containsOnlyOnce("\nc{").doesNotContain("\nd{");
    assertThat(text)
        .contains(
            "stuckpod_readings_left_out{namespace=\"shop\",pod=\"hub-1\"} 1 ",
            "stuckpod_readings_left_out{namespace=\"shop\",pod=\"hub-0\"} 2 ")
        .endsWith("# EOF\n");
  }

  @Test
  void noMoreIsWrittenWhenThereIsNoMoreRoomAndItStillEnds() throws IOException {
    String page =
        IntStream.range(0, 1000).mapToObj("m%d 1\n"::formatted).collect(Collectors.joining());
    String text = text(new Extent(10_000, 2_000), pod("hub-0", page));

    assertThat(text.length()).isBetween(2_000, 2_400);
    long written = text.lines().filter(line -> line.startsWith("m")).count();
    assertThat(text).contains("pod=\"hub-0\"} " + (1000 - written) + " ").endsWith("# EOF\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void whateverAPageSaysEveryLineCanBeReadAndNoSeriesIsThereTwice(int seed) throws IOException {
    String page = Pages.hostile(new Random(seed));
    String text = text(ALL, pod("hub-0", page));

    Page result =
        Exposition.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), _ -> {});
    assertThat(result.complete()).isTrue();
    assertThat(result.unreadable()).isZero();
    assertThat(result.samples()).isPositive();
    assertThat(text.lines().filter(line -> !line.startsWith("#")).map(OpenMetricsTest::series))
        .doesNotHaveDuplicates()
        .allMatch(series -> series.contains("pod=\"hub-0\""));
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).map(l -> l.split(" ")[2]))
        .doesNotHaveDuplicates();
  }

  private static String series(String line) {
    return line.replaceFirst(" [^ ]+ [^ ]+$", "");
  }

  /** Names and labels that a stranger has thought of, read back by our own reader. */
  @Test
  void ourOwnReaderReadsAllOfIt() throws IOException {
    String page =
        """
        # TYPE req counter
        req_total{path="/a\\\\b\\"c\\n",pod="x"} %1$d
        # TYPE lat histogram
        lat_bucket{le="+Inf"} %1$d
        lat_count %1$d
        {"http.server.requests","k8s.pod"="ü"} %1$d
        up 1
        """;
    var pages = IntStream.range(0, 6).mapToObj(page::formatted).toArray(String[]::new);
    String text = text(ALL, pod("hub-0", pages), pod("hub-1", pages));

    List<String> read = new ArrayList<>();
    Page result =
        Exposition.read(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            sample -> {
              assertThat(sample.kind()).isNotEqualTo(Kind.Aside);
              read.add(sample.name());
            });

    assertThat(result.complete()).isTrue();
    assertThat(result.unreadable()).isZero();
    assertThat(result.samples()).isEqualTo(2 * (3 * 5 + 1));
    assertThat(read).containsOnly("req_total", "lat_count", "U__http_2e_server_2e_requests", "up");
  }
}
