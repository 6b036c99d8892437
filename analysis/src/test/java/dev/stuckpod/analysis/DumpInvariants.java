package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.text.Fit;
import dev.stuckpod.text.Layout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold of any input whatsoever. */
final class DumpInvariants {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n]]");

  /** What a routine begins with, in any format; a JSON object may be a thread. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "[gG]oroutine | tid=|#\\d+ \"| - Thread t@| [Ii]d=\\d|Thread \\d+: \\(|\\{"
              + "|\\n\\d+ @ 0x");

  /**
   * One line of these stands for several routines, or text is hidden in escapes or cut in parts.
   */
  private static final Pattern UNCOUNTABLE =
      Pattern.compile(
          "goroutines \\[|Type: goroutine| @ 0x| P |\\\\|^\\x1f\\x8b", Pattern.MULTILINE);

  private DumpInvariants() {}

  /** Checks them all; gives the analysis, or null where the input is said to be no dump. */
  static @Nullable Analysis hold(byte[] input) throws IOException {
    Analysis analysis = analyze(new ByteArrayInputStream(input));
    Analysis pieces = analyze(new Trickle(input));
    // of damaged compressed input, small pieces save more than large ones
    if (!isCompressed(input) || analysis != null && analysis.complete()) {
      assertThat(pieces).as("in small pieces").isEqualTo(analysis);
    }
    if (analysis != null) {
      counts(analysis, new String(input, StandardCharsets.ISO_8859_1));
      reports(analysis);
    }
    return analysis;
  }

  private static boolean isCompressed(byte[] input) {
    return input.length > 1 && input[0] == 0x1f && (input[1] & 0xff) == 0x8b;
  }

  private static void counts(Analysis analysis, String input) {
    Analysis.Summary summary = analysis.summary();
    assertThat(summary.routines()).isNotNegative();
    assertThat(summary.idle()).isBetween(0, summary.routines());
    assertThat(summary.states().values().stream().mapToLong(n -> n).sum())
        .isLessThanOrEqualTo(summary.routines());
    assertThat(analysis.stacks().stream().mapToLong(Analysis.Stack::count).sum())
        .isLessThanOrEqualTo(summary.routines());
    if (!UNCOUNTABLE.matcher(input).find()) {
      assertThat((long) summary.routines())
          .isLessThanOrEqualTo(BEGINNING.matcher(input).results().count());
    }
    assertThat(analysis.complete() || !analysis.problems().isEmpty()).as("says why").isTrue();
  }

  private static void reports(Analysis analysis) throws IOException {
    byte[] json = JSON.writeValueAsBytes(analysis);
    assertThat(JSON.readTree(json).at("/summary/routines").asInt())
        .isEqualTo(analysis.summary().routines());
    isFit(PlainText.of(analysis));
    isFit(PlainText.of(analysis, new Layout(40, false)));
    isFit(Markdown.of(analysis, "a"));
  }

  private static void isFit(Fit report) {
    assertThat(STEERING.matcher(report.text()).find()).as("steering characters").isFalse();
  }

  static @Nullable Analysis analyze(InputStream input) throws IOException {
    try {
      return Analyzer.analyze(input);
    } catch (NotADumpException fine) {
      assertThat(fine.getMessage()).isNotBlank().doesNotContain("\n");
      return null;
    }
  }

  /** Delivers pieces of odd sizes, as pipes and sockets do. */
  private static final class Trickle extends ByteArrayInputStream {
    private static final int[] SIZES = {1, 7, 3, 64, 2, 129, 5};
    private int reads;

    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int available() {
      return 0;
    }

    @Override
    public synchronized int read(byte[] into, int at, int length) {
      return super.read(into, at, Math.min(length, SIZES[reads++ % SIZES.length]));
    }
  }
}
