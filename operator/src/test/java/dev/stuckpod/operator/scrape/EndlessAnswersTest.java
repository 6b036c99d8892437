package dev.stuckpod.operator.scrape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of which some part that is no page has no end: they must not come into memory. */
class EndlessAnswersTest {

  /** What the kernel holds on both sides, and some more. */
  private static final long HELD = 24 << 20;

  private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

  /** What has no end: of an answer, what stands before it. */
  enum Endless {
    FIRST_LINE("HTTP/1.1 200 "),
    HEADER(OK + "X: "),
    HEADERS(OK, "X: y\r\n"),
    HEADERS_AGAIN("", "HTTP/1.1 103 x\r\n\r\n"),
    NAME_OF_WHAT_IS_PACKED(OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\b\b\0\0\0\0\0\u00ff"),
    REMARK_ON_WHAT_IS_PACKED(
        OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\b\u0010\0\0\0\0\0\u00ff"),
    NOTHING_PACKED(
        OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\b\0\0\0\0\0\0\u00ff",
        "\0\0\0\u00ff\u00ff"),
    LENGTH_OF_A_PIECE(OK + "Transfer-Encoding: chunked\r\n\r\n1;x="),
    LENGTH_IN_NOUGHTS(OK + "Transfer-Encoding: chunked\r\n\r\n", "0"),
    TRAILER(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: "),
    TRAILERS(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n");

    private final String begun;
    private final String more;

    Endless(String begun) {
      this(begun, "y");
    }

    Endless(String begun, String more) {
      this.begun = begun;
      this.more = more;
    }
  }

  @ParameterizedTest
  @EnumSource(Endless.class)
  void areReadNoFurtherThanTheyAreOfUse(Endless endless) throws Exception {
    var sent = new AtomicLong();
    byte[] more = endless.more.repeat((1 << 16) / endless.more.length()).getBytes(ISO_8859_1);
    try (var served =
        Served.raw(
            out -> {
              out.write(endless.begun.getBytes(ISO_8859_1));
              while (sent.get() < 1 << 30) {
                out.write(more);
                sent.addAndGet(more.length);
              }
            })) {
      Scrape scrape =
          new Scraper(Duration.ofSeconds(60))
              .scrape("127.0.0.1", new Address(served.port(), "/metrics"), _ -> {});
      assertThat(sent.get()).as(endless.toString().toLowerCase(Locale.ROOT)).isLessThan(HELD);
      assertThat(scrape).isNotInstanceOf(Scrape.Hung.class).isNotEqualTo(new Scrape.Taken(1));
    }
  }
}
