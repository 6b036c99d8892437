package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real dumps in what log pipelines make of them: explained as if they were plain. */
class WrappedDumpTest {
  private static final String TIME = "2026-03-04T05:06:07.123456789Z ";

  /** How a pipeline writes the lines of a dump. */
  interface Pipeline {
    String write(List<String> lines);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Pipeline> PIPELINES =
      Map.ofEntries(
          Map.entry("kubectl --timestamps", prefixed(TIME)),
          Map.entry("CRI", prefixed(TIME + "stderr F ")),
          Map.entry("CRI, every line in two parts", lines -> each(lines, WrappedDumpTest::parts)),
          Map.entry(
              "CRI with standard output in between",
              lines -> each(lines, l -> TIME + "stderr F " + l + "\n" + TIME + "stdout F hit(1)")),
          Map.entry("docker compose", prefixed("hub-1  | ")),
          Map.entry("journalctl", prefixed("Mar  4 05:06:07 node-1 hub[4711]: ")),
          Map.entry(
              "journalctl, ISO time", prefixed("2026-03-04T05:06:07+0000 node-1 hub[4711]: ")),
          Map.entry("journal export", lines -> each(lines, l -> json(Map.of("MESSAGE", l)))),
          Map.entry(
              "docker json-file",
              lines -> each(lines, l -> json(Map.of("log", l + "\n", "stream", "stderr")))),
          Map.entry(
              "JSON, the dump in one message",
              lines -> json(Map.of("level", "error", "msg", String.join("\n", lines)))),
          Map.entry(
              "JSON in CRI parts",
              lines ->
                  chunks(json(Map.of("msg", String.join("\n", lines), "level", "info")))
                      .collect(Collectors.joining("\n"))),
          Map.entry(
              "logfmt",
              lines ->
                  "time=\"2026-03-04T05:06:07Z\" level=info msg=\""
                      + String.join("\n", lines)
                          .replace("\\", "\\\\")
                          .replace("\"", "\\\"")
                          .replace("\n", "\\n")
                          .replace("\t", "\\t")
                      + "\" pid=1"),
          Map.entry(
              "klog",
              lines -> "E0304 05:06:07.123456       1 dump.go:12] " + String.join("\n", lines)),
          Map.entry("Go's log package", lines -> "2026/03/04 05:06:07 " + String.join("\n", lines)),
          Map.entry("Windows line ends", lines -> String.join("\r\n", lines)));

  private static final List<String> DUMPS =
      List.of(
          "hub-deadlock-small-go1.26.sigquit.txt.gz",
          "hub-deadlock-small-go1.26.debug2.txt.gz",
          "till-deadlock-jdk25.threadprint.txt");

  static Stream<Arguments> everyDumpInEveryPipeline() {
    return PIPELINES.keySet().stream().flatMap(p -> DUMPS.stream().map(d -> Arguments.of(p, d)));
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
                + Objects.requireNonNull(PIPELINES.get(pipeline))
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
    Pipeline out = prefixed(TIME + "stdout F ");
    Pipeline err = prefixed(TIME + "stderr F ");
    Pipeline message = lines -> json(Map.of("level", "error", "stack", String.join("\n", lines)));
    Pipeline plain = lines -> String.join("\n", lines);
    Pipeline wanted = lines -> json(Map.of("msg", String.join("\n", lines)));
    return Stream.of(
        Arguments.of("another stream", out, err),
        Arguments.of("a JSON message, then plain", message, plain),
        Arguments.of("plain, then a JSON message", plain, wanted),
        Arguments.of("another key", message, wanted),
        Arguments.of(
            "another program",
            prefixed("Mar  4 05:06:07 node-1 shop[12]: "),
            prefixed("Mar  4 05:06:07 node-1 hub[4711]: ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("aStackBeforeTheDump")
  void isFoundAfterAStackElsewhere(String name, Pipeline stack, Pipeline dump) throws Exception {
    List<String> lines = read(DUMPS.getFirst());

    Analysis wrapped = analyze(stack.write(PANIC) + "\n" + dump.write(lines) + "\n");

    assertThat(wrapped.summary()).isEqualTo(analyze(String.join("\n", lines) + "\n").summary());
  }

  @Test
  void aLineWhoseLastPartIsMissingIsReadAndSaid() throws Exception {
    List<String> lines = read(DUMPS.get(1));
    String cut = prefixed(TIME + "stderr F ").write(lines.subList(0, 400)) + "\n";

    Analysis analysis = analyze(cut + TIME + "stderr P goroutine 99999 [chan rec");

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.summary().routines()).isPositive();
  }

  private static List<String> titles(Analysis analysis) {
    return analysis.findings().stream().map(Finding::title).toList();
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Pipeline prefixed(String prefix) {
    return lines -> each(lines, l -> prefix + l);
  }

  private static String each(List<String> lines, java.util.function.UnaryOperator<String> one) {
    return lines.stream().map(one).collect(Collectors.joining("\n"));
  }

  private static String parts(String line) {
    int half = line.length() / 2;
    return TIME
        + "stderr P "
        + line.substring(0, half)
        + "\n"
        + TIME
        + "stderr F "
        + line.substring(half);
  }

  private static Stream<String> chunks(String line) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < line.length(); i += 16_384) {
      int end = Math.min(line.length(), i + 16_384);
      chunks.add(TIME + "stdout " + (end == line.length() ? "F " : "P ") + line.substring(i, end));
    }
    return chunks.stream();
  }

  private static String json(Map<String, String> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
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
