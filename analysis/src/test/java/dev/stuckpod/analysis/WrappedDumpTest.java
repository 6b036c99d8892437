package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real dumps in what log pipelines make of them: explained as if they were plain. */
class WrappedDumpTest {
  private static final List<String> DUMPS =
      List.of(
          "hub-deadlock-small-go1.26.sigquit.txt.gz",
          "hub-deadlock-small-go1.26.debug2.txt.gz",
          "till-deadlock-jdk25.threadprint.txt");

  static Stream<Arguments> everyDumpInEveryPipeline() {
    return Pipelines.ALL.keySet().stream()
        .flatMap(p -> DUMPS.stream().map(d -> Arguments.of(p, d)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyDumpInEveryPipeline")
  void isExplainedLikeThePlainOne(String pipeline, String dump) throws Exception {
    List<String> lines = read(dump);
    // klog and the like put their head before the first line, which is not the JVM's date
    int start = dump.contains("jdk") ? 1 : 0;
    Analysis plain = analyze(String.join("\n", lines) + "\n");

    Analysis wrapped =
        analyze(
            "2026-03-04T05:06:06Z stderr F listening\nready goroutine\n"
                + Objects.requireNonNull(Pipelines.ALL.get(pipeline))
                    .write(lines.subList(start, lines.size()))
                + "\n");

    assertThat(titles(wrapped)).isNotEmpty().isEqualTo(titles(plain));
    assertThat(wrapped.summary()).isEqualTo(plain.summary());
    assertThat(wrapped.complete()).as(wrapped.problems().toString()).isTrue();
  }

  private static final List<String> PANIC =
      List.of("goroutine 77 [running]:", "main.serve(0x1)", "\t/app/main.go:12 +0x1d", "");

  /** A mere stack in a log, in whatever wrapping, must not hide the dump that comes in another. */
  static Stream<Arguments> aStackBeforeTheDump() {
    Pipelines.Pipeline out = Pipelines.prefixed(Pipelines.TIME + "stdout F ");
    Pipelines.Pipeline err = Pipelines.prefixed(Pipelines.TIME + "stderr F ");
    Pipelines.Pipeline message =
        lines -> Pipelines.json(Map.of("level", "error", "stack", String.join("\n", lines)));
    Pipelines.Pipeline plain = lines -> String.join("\n", lines);
    Pipelines.Pipeline wanted = lines -> Pipelines.json(Map.of("msg", String.join("\n", lines)));
    return Stream.of(
        Arguments.of("another stream", out, err),
        Arguments.of("a JSON message, then plain", message, plain),
        Arguments.of("plain, then a JSON message", plain, wanted),
        Arguments.of("another key", message, wanted),
        Arguments.of(
            "another program",
            Pipelines.prefixed("Mar  4 05:06:07 node-1 shop[12]: "),
            Pipelines.prefixed("Mar  4 05:06:07 node-1 hub[4711]: ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("aStackBeforeTheDump")
  void isFoundAfterAStackElsewhere(String name, Pipelines.Pipeline stack, Pipelines.Pipeline dump)
      throws Exception {
    List<String> lines = read(DUMPS.getFirst());

    Analysis wrapped = analyze(stack.write(PANIC) + "\n" + dump.write(lines) + "\n");

    assertThat(wrapped.summary()).isEqualTo(analyze(String.join("\n", lines) + "\n").summary());
  }

  @Test
  void aLineWhoseLastPartIsMissingIsReadAndSaid() throws Exception {
    List<String> lines = read(DUMPS.get(1));
    String cut =
        Pipelines.prefixed(Pipelines.TIME + "stderr F ").write(lines.subList(0, 400)) + "\n";

    Analysis analysis = analyze(cut + Pipelines.TIME + "stderr P goroutine 99999 [chan rec");

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.summary().routines()).isPositive();
  }

  private static List<String> titles(Analysis analysis) {
    return analysis.findings().stream().map(Finding::title).toList();
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> read(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(WrappedDumpTest.class.getResourceAsStream("/dumps/" + name))) {
      byte[] bytes =
          name.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
