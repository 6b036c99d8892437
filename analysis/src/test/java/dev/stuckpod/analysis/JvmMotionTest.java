package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two dumps of one JVM with the same stacks: who has run in between, its CPU time says. */
class JvmMotionTest {
  private static final Path DUMP =
      Path.of("../corpus/dumps/java-lock-and-latch.jdk25.threadprint.txt");
  private static final Pattern ELAPSED = Pattern.compile("elapsed=(\\d+\\.\\d+)s");

  /** The same dump, taken five seconds later. */
  private static String later(String dump) {
    return ELAPSED
        .matcher(dump)
        .replaceAll(
            m -> String.format(Locale.ROOT, "elapsed=%.2fs", Double.parseDouble(m.group(1)) + 5));
  }

  @Test
  void whoHasUsedNoCpuHasNotRun() throws Exception {
    String dump = Files.readString(DUMP);

    Analysis analysis = series(dump, later(dump));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.findings().getFirst())
        .returns("channel-and-lock", f -> f.kind().label())
        .returns(Confidence.Strong, Finding::confidence)
        .satisfies(
            f ->
                assertThat(f.evidence())
                    .anyMatch(
                        e -> e.contains("by their CPU time 2 of 2 have not run at all for 5.0s")));
  }

  @Test
  void aHolderThatStandsWhereItStoodAndHasRunIsContention() throws Exception {
    String dump = Files.readString(DUMP);
    String ran = later(dump).replace("cpu=0.33ms", "cpu=0.35ms"); // the flusher's

    Analysis analysis = series(dump, ran);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.findings().getFirst().evidence())
        .anyMatch(e -> e.contains("by their CPU time 1 of 2 have not run at all"));
    assertThat(Objects.requireNonNull(analysis.series()).moved()).isPositive();
  }

  /** JVMs wake some who wait for a monitor now and then; that is no progress. */
  @ParameterizedTest
  @CsvSource({"0.15, Deadlock", "1.12, Contention"})
  void whoWaitsForAMonitorMayHaveLooked(String cpu, Verdict verdict) throws Exception {
    String dump = Files.readString(DUMP);
    String woken = later(dump).replaceFirst("(\"writer\".*cpu=)0.11ms", "$1" + cpu + "ms");

    assertThat(woken).isNotEqualTo(later(dump));
    assertThat(series(dump, woken).verdict()).isEqualTo(verdict);
  }

  /** JVMs up to 10 print no CPU time. */
  @Test
  void nothingIsSaidOfCpuThatIsNotPrinted() throws Exception {
    String dump = Files.readString(DUMP).replaceAll(" cpu=\\S+ms elapsed=\\S+s", "");

    assertThat(series(dump, dump).findings().getFirst())
        .returns(Confidence.Strong, Finding::confidence)
        .satisfies(f -> assertThat(f.evidence()).noneMatch(e -> e.contains("CPU time")));
  }

  private static Analysis series(String... dumps) throws Exception {
    List<InputStream> inputs =
        java.util.Arrays.stream(dumps)
            .<InputStream>map(d -> new ByteArrayInputStream(d.getBytes(StandardCharsets.UTF_8)))
            .toList();
    return Analyzer.analyzeSeries(inputs, Options.DEFAULT);
  }
}
