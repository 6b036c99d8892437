package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML, JSON, a log and a terminal. */
class OtherOutputsTest {

  static List<String> unfit() {
    return Hostile.UNFIT;
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void nothingUnfitIsShownAnywhere(String text) throws IOException {
    for (Fit fit :
        List.of(
            HtmlText.of(text),
            LogLine.of(text),
            JsonText.of("\"" + text + "\""),
            ScreenText.of("a\n" + text))) {
      assertThat(fit.text().codePoints().filter(c -> c != '\n')).noneMatch(Unfit::isUnfit);
    }
    assertThat(streamed(text, 1).codePoints()).noneMatch(Unfit::isUnfit);
  }

  @Test
  void htmlHasNoTagsButItsOwn() {
    assertThat(HtmlText.of("<a href=\"x\" title='y'>&amp;").text())
        .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;");
  }

  @Test
  void jsonIsReadAsTheSameWords() {
    assertThat(JsonText.of("{\"a\":\"\u202e日\u009b" + Character.toString(0xE0041) + "\"}\n").text())
        .isEqualTo("{\"a\":\"\\u202e日\\u009b\\udb40\\udc41\"}\n");
  }

  @Test
  void aLogHasTheEventsThatWereLogged() {
    assertThat(LogLine.of("failed: a\r\n2026-01-01 INFO forged\n").text())
        .isEqualTo("failed: a | 2026-01-01 INFO forged");
  }

  @Test
  void onlyOurOwnColourReachesATerminal() {
    var page = new ScreenText.Page(new Layout(40, true));
    page.line("Deadlock\u001b[31m (Strong)", ": a\nb");

    assertThat(page.text().text())
        .isEqualTo("\u001b[1mDeadlock\uFFFD[31m (Strong)\u001b[0m: a b\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100_000})
  void aStreamIsTheSameInPiecesOfAnySize(int piece) throws IOException {
    String text = "goroutine 1 [日本😀]:\n\tmain.a(0x1)\u001b[2J\u202e\r\n".repeat(1000);

    assertThat(streamed(text, piece))
        .isEqualTo(
            text.replace("\u001b", "\uFFFD").replace("\u202e", "\uFFFD").replace("\r", "\uFFFD"));
  }

  private static String streamed(String text, int piece) throws IOException {
    var shown = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var stream = new FitStream(shown)) {
      for (int i = 0; i < bytes.length; i += piece) {
        stream.write(bytes, i, Math.min(piece, bytes.length - i));
      }
    }
    return shown.toString(StandardCharsets.UTF_8);
  }
}
