package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever an app prints is read to an end, and explained in the heap that the operator has left
 * for it: 64 MiB, in a process of its own.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // against a hang only
class HostileStreamsTest {
  @ParameterizedTest
  @EnumSource
  void isReadAndExplainedInASmallHeap(HostileStreams input) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                input.name())
            .redirectErrorStream(true)
            .start();
    String printed;
    try {
      printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
    } finally {
      process.destroyForcibly();
    }

    assertThat(printed).startsWith("explained: ").doesNotContain(" failed, ");
  }

  /** What runs in the process of its own. */
  static final class Child {
    private Child() {}

    /** Explains one of them and says so. */
    public static void main(String[] args) throws Exception {
      List<java.io.InputStream> dumps = HostileStreams.valueOf(args[0]).open();
      Analysis analysis =
          dumps.size() == 1
              ? Analyzer.analyze(dumps.getFirst())
              : Analyzer.analyzeSeries(dumps, Options.DEFAULT);
      System.out.println("explained: " + analysis.verdict() + ", " + analysis.problems());
      if (PlainText.of(analysis).text().isEmpty()) {
        throw new IllegalStateException("nothing is told");
      }
    }
  }
}
