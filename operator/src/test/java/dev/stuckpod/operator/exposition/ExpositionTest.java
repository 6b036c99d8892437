package dev.stuckpod.operator.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as programs really serve them, and lines that few write and some do. */
class ExpositionTest {

  record Read(String text, Kind kind, double value, long id) {}

  record All(Page page, List<Read> samples) {
    Map<String, Read> byText() {
      var map = new LinkedHashMap<String, Read>();
      samples.forEach(sample -> map.put(sample.text(), sample));
      return map;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_golang-0.0.4.txt",
        "client_golang-openmetrics-1.0.0.txt",
        "client_golang-utf8.txt",
        "hub.txt"
      })
  void everyLineOfARealPageIsRead(String name) throws IOException {
    byte[] page = page(name);
    All all = read(page);
    long samples =
        new String(page, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .count();

    assertThat(all.page().unreadable()).isZero();
    assertThat(all.page().complete()).isTrue();
    assertThat(all.page().bytes()).isEqualTo(page.length);
    assertThat(all.samples()).hasSize((int) samples).hasSizeGreaterThan(5);
    assertThat(all.samples().stream().map(Read::id).distinct()).hasSameSizeAs(all.samples());
  }

  /** What the operator's own page is made by, and till's. */
  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/openmetrics-text;version=1.0.0"})
  void everyLineThatMicrometerWritesIsRead(String accept) throws IOException {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    registry.counter("orders", "path", "a \"b\"\n\\").increment(3);
    registry.gauge("open.orders", 7);
    registry.timer("took").record(Duration.ofMillis(7));
    String page = registry.scrape(accept);

    All all = read(page);
    assertThat(all.page().unreadable()).isZero();
    assertThat(all.page().samples())
        .isEqualTo(page.lines().filter(line -> !line.startsWith("#")).count());
    assertThat(all.byText().get("orders_total{path=\"a \\\"b\\\"\\n\\\\\"}"))
        .extracting(Read::kind, Read::value)
        .containsExactly(Kind.Counter, 3.0);
    assertThat(all.byText().get("open_orders"))
        .extracting(Read::kind, Read::value)
        .containsExactly(Kind.Gauge, 7.0);
    assertThat(all.byText().get("took_seconds_count"))
        .extracting(Read::kind)
        .isEqualTo(Kind.Counter);
  }

  @Test
  void theSameProgramSaysTheSameInBothFormats() throws IOException {
    var classic = read(page("client_golang-0.0.4.txt")).byText();
    var open = read(page("client_golang-openmetrics-1.0.0.txt")).byText();

    for (var one : classic.values()) {
      if (one.text().startsWith("shop_requests_total")) {
        assertThat(open.get(one.text())).isEqualTo(one);
      }
    }
    assertThat(classic)
        .containsKey("shop_requests_total{code=\"200\",path=\"/cart\"}")
        .hasEntrySatisfying(
            "shop_requests_total{code=\"500\",path=\"C:\\\\dir \\\"x\\\", {y}\\n\"}",
            sample -> {
              assertThat(sample.kind()).isEqualTo(Kind.Counter);
              assertThat(sample.value()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "client_golang-0.0.4.txt, shop_limit, Gauge",
    "client_golang-0.0.4.txt, shop_temperature, Gauge",
    "client_golang-0.0.4.txt, shop_request_seconds_count{path=\"/cart\"}, Counter",
    "client_golang-0.0.4.txt, shop_request_seconds_sum{path=\"/cart\"}, Aside",
    "client_golang-0.0.4.txt, shop_size_bytes{quantile=\"0.5\"}, Aside",
    "client_golang-0.0.4.txt, go_info{version=\"go1.26.8\"}, Gauge",
    "client_golang-0.0.4.txt, process_cpu_seconds_total, Counter",
    "client_golang-openmetrics-1.0.0.txt, shop_request_seconds_created{path=\"/cart\"}, Aside",
    "hub.txt, hub_clients_num, Gauge",
    "hub.txt, hub_server_msg_total, Counter"
  })
  void itIsKnownWhatASampleIsGoodFor(String page, String text, Kind kind) throws IOException {
    assertThat(read(page(page)).byText().get(text))
        .isNotNull()
        .extracting(Read::kind)
        .isEqualTo(kind);
  }

  @Test
  void namesOfAnyCharactersAreNames() throws IOException {
    Read queue =
        read(page("client_golang-utf8.txt")).samples().stream()
            .filter(sample -> sample.text().startsWith("shop.queue.size"))
            .findFirst()
            .orElseThrow();

    assertThat(queue.text())
        .isEqualTo(
            "shop.queue.size{größe.art=\"lang, \\\"quoted\\\" \\\\ {x}\\nzwei\",plain=\"a\"}");
    assertThat(queue.kind()).isEqualTo(Kind.Gauge);
    assertThat(queue.value()).isCloseTo(-2.5e-7, within(0.0));
  }

  record Line(String line, String text, double value) {}

  static List<Line> lines() {
    return List.of(
        new Line("a 1", "a", 1),
        new Line("a 1\r", "a", 1),
        new Line(" \ta \t 1 ", "a", 1),
        new Line("a:b 1 1700000000000", "a:b", 1),
        new Line("a 1 1700000000.123", "a", 1),
        new Line("a{} 1", "a", 1),
        new Line("a { b = \"c\" , } 1", "a{b=\"c\"}", 1),
        new Line("a{b=\"}\"}2", "a{b=\"}\"}", 2),
        new Line("{\"a.b\"} 1", "a.b", 1),
        new Line("{\"a.b\",c=\"d\",\"e.f\"=\"g\"} 1", "a.b{c=\"d\",e.f=\"g\"}", 1),
        new Line("{c=\"d\",\"a.b\"} 1", "a.b{c=\"d\"}", 1),
        new Line("a_total 1 # {trace_id=\"x # y\"} 0.5 1700000000.1", "a_total", 1),
        new Line("a_total 1 1700000000.1 # {} 0.5", "a_total", 1),
        new Line("a_total 1 st@1700000000.1", "a_total", 1),
        new Line("a -Inf", "a", Double.NEGATIVE_INFINITY));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineIsRead(Line line) throws IOException {
    All all = read(line.line());
    assertThat(all.page().unreadable()).isZero();
    assertThat(all.samples()).hasSize(1);
    assertThat(all.samples().getFirst().text()).isEqualTo(line.text());
    assertThat(all.samples().getFirst().value()).isEqualTo(line.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!doctype html>",
        "a",
        "a ",
        "a1",
        "1a 1",
        "a x",
        "a 1 x",
        "a 1 2 3",
        "a{b=\"c\" 1",
        "a{b=\"c} 1",
        "a{b=c} 1",
        "a{b} 1",
        "a{=\"c\"} 1",
        "a{\"b\"} 1",
        "{b=\"c\"} 1",
        "{} 1",
        "{\"\"} 1",
        "{\"a\",\"b\"} 1",
        "a{b=\"c\"d=\"e\"} 1",
        "a{b=\"c\\",
        "a-b 1"
      })
  void aLineThatIsNoneIsCounted(String line) throws IOException {
    All all = read(line + "\nfine 1\n");
    assertThat(all.page().unreadable()).isOne();
    assertThat(all.samples()).extracting(Read::text).containsExactly("fine");
  }

  @Test
  void nothingIsReadBehindTheEnd() throws IOException {
    All all = read("a 1\n# EOF\nb 2\n");
    assertThat(all.samples()).extracting(Read::text).containsExactly("a");
    assertThat(all.page().complete()).isTrue();
  }

  @Test
  void aTypeIsThatOfItsOwnFamilyAlone() throws IOException {
    All all =
        read(
            """
            # TYPE a counter
            a 1
            ab 1
            # TYPE b_total gauge
            b_total 1
            #TYPE c_total gauge
            c_total 1
            # TYPE d gaugehistogram
            d_gcount 1
            d_gsum 1
            # TYPE e untyped
            e_total 1
            e 1
            # TYPE f stateset
            f{f="x"} 1
            """);
    assertThat(all.samples())
        .extracting(sample -> sample.text() + " " + sample.kind())
        .containsExactly(
            "a Counter",
            "ab Gauge",
            "b_total Gauge",
            "c_total Gauge",
            "d_gcount Gauge",
            "d_gsum Aside",
            "e_total Counter",
            "e Gauge",
            "f{f=\"x\"} Aside");
  }

  @Test
  void theOrderOfLabelsMakesNoOtherSeries() throws IOException {
    All all =
        read("a{b=\"1\",c=\"2\"} 1\na{c=\"2\",b=\"1\"} 1\na{b=\"2\",c=\"1\"} 1\nab{c=\"2\"} 1\n");
    assertThat(all.samples().get(0).id()).isEqualTo(all.samples().get(1).id());
    assertThat(all.samples().stream().map(Read::id).distinct()).hasSize(3);
  }

  @Test
  void aLineThatIsTooLongIsPassedOver() throws IOException {
    String line = "a{b=\"" + "x".repeat(3 * Exposition.LONGEST_LINE) + "\"} 1\n";
    All all = read("c 1\n" + line + "d 2\n" + line);
    assertThat(all.samples()).extracting(Read::text).containsExactly("c", "d");
    assertThat(all.page().unreadable()).isEqualTo(2);
    assertThat(all.page().complete()).isTrue();
  }

  @Test
  void aSeriesWithTooManyLabelsIsPassedOver() throws IOException {
    String most = "a{" + "b=\"c\",".repeat(Sample.MOST_LABELS) + "} 1\n";
    String more = "a{" + "b=\"c\",".repeat(Sample.MOST_LABELS + 1) + "} 1\n";
    assertThat(read(most + more).page()).isEqualTo(new Page(1, 1, true, (most + more).length()));
  }

  @Test
  void noMoreIsReadThanPagesHave() throws IOException {
    String line = "a{b=\"" + "x".repeat(992) + "\"} 1\n";
    Page page = read(line.repeat(Exposition.MOST_BYTES / line.length() + 10)).page();
    assertThat(page.bytes()).isEqualTo(Exposition.MOST_BYTES);
    assertThat(page.complete()).isFalse();

    Page many = read("a 1\n".repeat(Exposition.MOST_SAMPLES + 1)).page();
    assertThat(many.samples()).isEqualTo(Exposition.MOST_SAMPLES);
    assertThat(many.complete()).isFalse();
  }

  @Test
  void aPageThatComesInPiecesIsTheSame() throws IOException {
    byte[] page = page("client_golang-openmetrics-1.0.0.txt");
    var pieces = new ByteArrayInputStream(page);
    var dribbling =
        new InputStream() {
          @Override
          public int read() {
            return pieces.read();
          }

          @Override
          public int read(byte[] into, int from, int most) {
            return pieces.read(into, from, Math.min(most, 7));
          }
        };
    var samples = new ArrayList<Read>();
    Exposition.read(dribbling, sample -> samples.add(copy(sample)));
    assertThat(samples).isEqualTo(read(page).samples());
  }

  @Test
  void aTextOfManyLabelsIsCut() throws IOException {
    String labels =
        String.join(
            ",",
            IntStream.range(0, 40).mapToObj(i -> "l" + i + "=\"" + "v".repeat(90) + "\"").toList());
    assertThat(read("a{" + labels + "} 1").samples().getFirst().text()).hasSize(513).endsWith("…");
  }

  static byte[] page(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ExpositionTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  private static All read(String page) throws IOException {
    return read(page.getBytes(StandardCharsets.UTF_8));
  }

  private static All read(byte[] page) throws IOException {
    var samples = new ArrayList<Read>();
    Page read =
        Exposition.read(new ByteArrayInputStream(page), sample -> samples.add(copy(sample)));
    return new All(read, samples);
  }

  private static Read copy(Sample sample) {
    return new Read(sample.text(), sample.kind(), sample.value(), sample.id());
  }
}
