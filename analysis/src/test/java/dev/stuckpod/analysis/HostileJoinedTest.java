package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thread.print and the JSON of virtual threads behind it, of a JVM that says what it likes: no
 * exception, bounded, and what is missing or contradicts itself is told.
 */
class HostileJoinedTest {
  private static final String ANNOUNCEMENT = "Thread.dump_to_file of the same attempt:\n";
  private static final String ROOT = "\"container\": \"<root>\"";
  private static final Pattern ID = Pattern.compile("\"tid\": \"\\d+\"");

  @ParameterizedTest
  @ValueSource(strings = {"monitors", "mixed", "pinned"})
  void aFileThatIsCutAnywhereIsToldAndThreadPrintStands(String name) throws Exception {
    String whole = text(name);
    int file = whole.indexOf(ANNOUNCEMENT) + ANNOUNCEMENT.length();
    int printed = analyze(whole.substring(0, file)).summary().routines();
    int step = (whole.length() - file) / 60;
    for (int end = file + 20; end < whole.length() - 3; end += step) {
      Analysis analysis = analyze(whole.substring(0, end));

      assertThat(analysis.complete()).as("cut at %d", end).isFalse();
      assertThat(analysis.problems())
          .as("cut at %d", end)
          .anyMatch(p -> p.startsWith("Thread.dump_to_file: "));
      assertThat(analysis.summary().routines()).isBetween(printed - 4, printed + 20);
    }
  }

  @Test
  @Timeout(60)
  void aMillionContainersAreReadAndForgotten() throws Exception {
    String whole = text("monitors");
    int root = whole.lastIndexOf('{', whole.indexOf(ROOT));
    Analysis analysis =
        Analyzer.analyze(
            pieces(
                whole.substring(0, root),
                1_000,
                i -> "{\"container\":\"c\",\"parent\":\"x\",\"threads\":[]},\n".repeat(1_000),
                whole.substring(root)));

    assertThat(analysis.findings().getFirst().rule()).isEqualTo("LockCycle");
    assertThat(analysis.summary().routines()).isLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"threads\":"})
  void deepNestingIsToldAndThreadPrintStands(String open) throws Exception {
    String whole = text("mixed");
    int root = whole.lastIndexOf('{', whole.indexOf(ROOT));
    for (int depth : List.of(200, 100_000)) {
      Analysis analysis =
          analyze(whole.substring(0, root) + (open + "\n").repeat(depth) + whole.substring(root));

      assertThat(analysis.complete()).isFalse();
      assertThat(analysis.problems())
          .anyMatch(p -> p.startsWith("Thread.dump_to_file: the JSON is damaged"));
    }
  }

  @Test
  void idsThatRepeatAreTold() throws Exception {
    Analysis analysis = analyze(ID.matcher(text("monitors")).replaceAll("\"tid\": \"18\""));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems()).anyMatch(p -> p.contains("the same id"));
  }

  @Test
  @Timeout(60)
  void aHundredThousandThreadsWithOneIdAreBounded() throws Exception {
    String whole = text("monitors");
    int root = whole.lastIndexOf('{', whole.indexOf(ROOT));
    String thread =
        "{\"tid\":\"18\",\"virtual\":true,\"name\":\"right\",\"state\":\"WAITING\",\"stack\":"
            + "[\"a.B.c(B.java:1)\",\"java.base/java.lang.VirtualThread.run(VirtualThread.java:460)\"]}";
    Analysis analysis =
        Analyzer.analyze(
            pieces(
                whole.substring(0, root) + "{\"container\":\"c\",\"threads\":[" + thread,
                100,
                i -> (",\n" + thread).repeat(1_000),
                "]},\n" + whole.substring(root)));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.summary().routines())
        .as(analysis.problems().toString())
        .isGreaterThan(100_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "right\\\" #18 [1] prio=5",
        "\\u0000\\u001b[2J\\n\\\"forged\\\" #1",
        "\\ud800",
        "\\u202e\\u2066",
        "",
        "| a | <script>alert(1)</script>"
      })
  void namesWithEscapesAreNamesAndNothingElse(String name) throws Exception {
    String whole = text("monitors");
    String named = whole.replace("\"name\": \"left\"", "\"name\": \"" + name + "\"");
    assertThat(named).isNotEqualTo(whole);

    Analysis analysis = analyze(named);
    String told = PlainText.of(analysis).text();

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.findings().getFirst().rule()).isEqualTo("LockCycle");
    assertThat(told)
        .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]");
    assertThat(told.lines()).noneMatch(line -> line.startsWith("\"forged\""));
    assertThat(Markdown.of(analysis, null).text().replaceAll("`[^`]*`", ""))
        .doesNotContainPattern("(?<!\\\\)<script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999",
        "-1",
        "0",
        "99999999999999999999999999",
        "\"eighteen\"",
        "null",
        "[18]",
        "{\"tid\":18}",
        "1.8e1",
        "16"
      })
  void anOwnerThatIsNoneProvesNothing(String owner) throws Exception {
    String whole = text("mixed");
    String named =
        whole.replaceAll(
            "(\"object\": \"[^\"]*ReentrantLock\\$NonfairSync@[^\"]*\")",
            "$1, \"owner\": " + Matcher.quoteReplacement(owner));
    assertThat(named).isNotEqualTo(whole);

    Analysis analysis = analyze(named);

    assertThat(analysis.confidence())
        .as(PlainText.of(analysis).text())
        .isNotEqualTo(Confidence.Proven);
  }

  private static InputStream pieces(String head, int n, IntFunction<String> piece, String tail) {
    return new SequenceInputStream(
        Collections.enumeration(
            Stream.concat(
                    Stream.concat(Stream.of(head), IntStream.range(0, n).mapToObj(piece)),
                    Stream.of(tail))
                .map(HostileJoinedTest::stream)
                .toList()));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    return Analyzer.analyze(stream(dump));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HostileJoinedTest.class.getResourceAsStream(
                "/dumps/virtual-" + name + "-jdk25.joined.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
