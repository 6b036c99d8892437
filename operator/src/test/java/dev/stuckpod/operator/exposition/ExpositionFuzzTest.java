package dev.stuckpod.operator.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages of metrics, changed by a fuzzer: an app may serve anything. In a normal build only the
 * seeds run; {@code operator/fuzz} looks for more.
 */
class ExpositionFuzzTest {

  record Read(long id, String text, String name, Kind kind, double value) {}

  @ParameterizedTest
  @MethodSource("pages")
  void anyPageIsReadTheSameHoweverItComes(byte[] input) throws IOException {
    fuzzerTestOneInput(input);
  }

  /** What Jazzer calls, as it names it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    var whole = new ArrayList<Read>();
    Page page = read(new ByteArrayInputStream(input), whole);
    assertThat(page.samples()).isEqualTo(whole.size());
    assertThat(page.samples() + page.unreadable()).isLessThanOrEqualTo(lines(input));
    for (Read one : whole) {
      assertThat(one.text().length()).isLessThanOrEqualTo(513);
      assertThat(one.name()).isNotEmpty();
    }
    var inPieces = new ArrayList<Read>();
    Page again = read(new Dribbling(input), inPieces);
    assertThat(inPieces).isEqualTo(whole);
    assertThat(again.samples()).isEqualTo(page.samples());
    assertThat(again.unreadable()).isEqualTo(page.unreadable());
    assertThat(again.complete()).isEqualTo(page.complete());
  }

  private static Page read(InputStream in, List<Read> into) throws IOException {
    return Exposition.read(
        in,
        sample ->
            into.add(
                new Read(
                    sample.id(), sample.text(), sample.name(), sample.kind(), sample.value())));
  }

  private static int lines(byte[] input) {
    int lines = 1;
    for (byte one : input) {
      lines += one == '\n' ? 1 : 0;
    }
    return lines;
  }

  /** As a slow connection gives it. */
  private static final class Dribbling extends ByteArrayInputStream {
    private int turn;

    Dribbling(byte[] input) {
      super(input);
    }

    @Override
    public synchronized int read(byte[] into, int from, int most) {
      turn = (turn + 1) % 13;
      return super.read(into, from, Math.min(most, 1 + turn));
    }
  }

  static Stream<byte[]> pages() throws IOException {
    return Stream.of(
        ExpositionTest.page("client_golang-0.0.4.txt"),
        ExpositionTest.page("client_golang-openmetrics-1.0.0.txt"),
        ExpositionTest.page("client_golang-utf8.txt"),
        ExpositionTest.page("hub.txt"));
  }
}
