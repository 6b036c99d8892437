package dev.stuckpod.operator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.stuckpod.door.FreePort;
import dev.stuckpod.operator.exposition.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of asking servers that answer well, badly, and not at all. */
class ScraperTest {

  private static final String PAGE =
      """
      # TYPE hub_clients gauge
      hub_clients 5000
      # TYPE hub_sent counter
      hub_sent_total{node="a"} 17
      """;

  private static final byte[] LINE = ("metric{a=\"" + "b".repeat(1000) + "\"} 1\n").getBytes(UTF_8);

  /** Long enough for a busy machine to answer, where it does. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration HURRIED = Duration.ofSeconds(2);

  private final List<String> taken = new ArrayList<>();

  @Test
  void takesAPage() throws Exception {
    try (var served = Served.http("127.0.0.1", 200, PAGE.getBytes(UTF_8))) {
      assertThat(scrape(PATIENT, served)).isEqualTo(new Scrape.Taken(2));
    }
    assertThat(taken).containsExactly("hub_clients 5000.0", "hub_sent_total{node=\"a\"} 17.0");
  }

  @Test
  void takesAPageThatIsPacked() throws Exception {
    var packed = packed(PAGE.getBytes(UTF_8), 1);
    try (var served = Served.http("127.0.0.1", 200, packed, "Content-Encoding", "gzip")) {
      assertThat(scrape(PATIENT, served)).isEqualTo(new Scrape.Taken(2));
    }
  }

  @Test
  void asksAsPrometheusDoesAndKeepsNoConnection() throws Exception {
    try (var served = Served.http("127.0.0.1", 200, PAGE.getBytes(UTF_8))) {
      assertThat(scrape(PATIENT, served)).isInstanceOf(Scrape.Taken.class);
      Headers asked = served.asked().remove();
      assertThat(asked.getFirst("Connection")).isEqualToIgnoringCase("close");
      assertThat(asked.getFirst("Accept")).contains("text/plain", "application/openmetrics-text");
      assertThat(asked.getFirst("Accept-Encoding")).isEqualTo("gzip");
      assertThat(asked.keySet()).doesNotContain("Authorization", "Cookie");
      assertThat(served.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 401, 404, 500, 503})
  void whatIsNoPageIsToldByItsCode(int code) throws Exception {
    try (var served = Served.http("127.0.0.1", code, new byte[0])) {
      assertThat(scrape(PATIENT, served)).isEqualTo(new Scrape.NoPage("it answers " + code));
    }
  }

  @Test
  void aPageForPeopleIsNoneOfMetrics() throws Exception {
    byte[] html = "<!DOCTYPE html>\n<html>\n<body>Welcome</body>\n</html>\n".getBytes(UTF_8);
    try (var served = Served.http("127.0.0.1", 200, html)) {
      assertThat(scrape(PATIENT, served))
          .isEqualTo(new Scrape.NoPage("what it answers is no page of metrics"));
    }
  }

  @Test
  void anEmptyPageIsOne() throws Exception {
    try (var served = Served.http("127.0.0.1", 200, new byte[0])) {
      assertThat(scrape(PATIENT, served)).isEqualTo(new Scrape.Taken(0));
    }
  }

  @Test
  void nobodyIsAskedToWhomAServerPoints() throws Exception {
    try (var elsewhere = Served.http("127.0.0.1", 200, PAGE.getBytes(UTF_8));
        var served =
            Served.http(
                "127.0.0.1",
                302,
                new byte[0],
                "Location",
                "http://127.0.0.1:" + elsewhere.port() + "/metrics")) {
      assertThat(scrape(PATIENT, served)).isEqualTo(new Scrape.NoPage("it answers 302"));
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//127.0.0.2/metrics", "/\\127.0.0.2/metrics", "//127.0.0.1:1/metrics"})
  void aPathThatNamesAnotherServerIsNotAsked(String path) throws Exception {
    try (var served = Served.http("127.0.0.1", 200, PAGE.getBytes(UTF_8))) {
      var address = new Address(served.port(), path);
      assertThat(scrape(PATIENT, "127.0.0.1", address)).isEqualTo(new Scrape.Absent("no address"));
      assertThat(served.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "127.0.0.1:80/x?", "127.0.0.1/x", "a@127.0.0.1", "::x", "localhost"})
  void whatIsNoAddressIsNotAsked(String ip) {
    assertThat(scrape(PATIENT, ip, new Address(80, "/metrics")))
        .isEqualTo(new Scrape.Absent("no address"));
  }

  @Test
  void asksByIpv6() throws Exception {
    try (var served = Served.http("::1", 200, PAGE.getBytes(UTF_8))) {
      assertThat(scrape(PATIENT, "::1", new Address(served.port(), "/metrics")))
          .isEqualTo(new Scrape.Taken(2));
    }
  }

  @Test
  void aPageWithoutEndIsReadAsFarAsPagesAre() throws Exception {
    try (var served =
        Served.raw(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
              while (true) {
                out.write(LINE);
              }
            })) {
      assertThat(scrape(PATIENT, served))
          .isEqualTo(new Scrape.NoPage("its page is longer than is read"));
    }
    assertThat(taken).hasSizeLessThanOrEqualTo(Exposition.MOST_BYTES / LINE.length);
  }

  @Test
  void aSmallPackageWithALargePageIsReadAsFarAsPagesAre() throws Exception {
    byte[] packed = packed(LINE, 2 * Exposition.MOST_BYTES / LINE.length);
    assertThat(packed).hasSizeLessThan(Exposition.MOST_BYTES / 50);
    try (var served = Served.http("127.0.0.1", 200, packed, "Content-Encoding", "gzip")) {
      assertThat(scrape(PATIENT, served))
          .isEqualTo(new Scrape.NoPage("its page is longer than is read"));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServerThatAcceptsAndSaysNothingHangs() throws Exception {
    try (var served = Served.raw(_ -> Thread.sleep(Duration.ofDays(1)))) {
      assertThat(scrape(HURRIED, served)).isEqualTo(new Scrape.Hung());
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void soDoesOneForWhichItsKernelAccepts() throws Exception {
    try (var served = Served.deaf()) {
      assertThat(scrape(HURRIED, served)).isEqualTo(new Scrape.Hung());
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void soDoesOneThatStopsWithinItsPage() throws Exception {
    try (var served =
        Served.raw(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\na 5\n".getBytes(UTF_8));
              Thread.sleep(Duration.ofDays(1));
            })) {
      assertThat(scrape(HURRIED, served)).isEqualTo(new Scrape.Hung());
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void soDoesOneWhosePageComesDropByDrop() throws Exception {
    try (var served =
        Served.raw(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
              for (int i = 0; i < 600; i++) { // then it ends, and would be a page
                out.write("a 5\n".getBytes(UTF_8));
                Thread.sleep(100);
              }
            })) {
      assertThat(scrape(HURRIED, served)).isEqualTo(new Scrape.Hung());
    }
  }

  @Test
  void whereNobodyListensNothingIsSaidOfWhetherItHangs() throws IOException {
    assertThat(scrape(PATIENT, "127.0.0.1", new Address(FreePort.find(), "/metrics")))
        .isInstanceOf(Scrape.Absent.class);
  }

  @Test
  void norIsItOfOneThatHangsUp() throws Exception {
    try (var served = Served.raw(_ -> {})) {
      assertThat(scrape(PATIENT, served)).isInstanceOf(Scrape.Absent.class);
    }
  }

  @Test
  void norOfOneThatSpeaksSomethingElse() throws Exception {
    try (var served =
        Served.raw(
            out -> {
              out.write("-ERR \u001b[2Junknown command 'GET'\r\n".getBytes(UTF_8));
              out.flush();
            })) {
      Scrape scrape = scrape(PATIENT, served);
      assertThat(scrape).isInstanceOf(Scrape.Absent.class);
      assertThat(((Scrape.Absent) scrape).why()).doesNotContain("\u001b");
    }
  }

  private Scrape scrape(Duration within, Served served) {
    return scrape(within, "127.0.0.1", new Address(served.port(), "/metrics"));
  }

  private Scrape scrape(Duration within, String ip, Address address) {
    return new Scraper(within)
        .scrape(ip, address, sample -> taken.add(sample.text() + " " + sample.value()));
  }

  private static byte[] packed(byte[] part, int times) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        gzip.write(part);
      }
    }
    return packed.toByteArray();
  }
}
