package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pod may send anything: no exception but "not a dump", bounded memory, an honest answer. */
class HostileInputTest {
  private static final Path DUMPS = Path.of("../corpus/dumps");
  private static final int MUTATIONS = 150;

  private static final Path STRANGERS = Path.of("src/test/resources/strangers");

  static Stream<Path> oneDumpOfEachForm() {
    return Stream.concat(ofTheRuntimes(), ofOthers());
  }

  private static Stream<Path> ofOthers() {
    return Stream.of(
            "apple-jdk6.txt",
            "visualvm.txt",
            "actuator-pretty.json",
            "threadmonitor.txt",
            "intellij.txt",
            "jhsdb-jstack.txt",
            "jstack-F.txt",
            "delve.txt",
            "pprof-traces.txt")
        .map(STRANGERS::resolve);
  }

  private static Stream<Path> ofTheRuntimes() {
    return Stream.of(
            "go-incident.go1.26.sigquit.txt",
            "go-incident.go1.26.debug2.txt",
            "java-monitors.jdk25.threadprint.txt",
            "java-monitors.jdk25.sigquit.txt",
            "java-monitors.jdk25.dump.txt",
            "java-monitors.jdk25.dump.json")
        .map(DUMPS::resolve);
  }

  /** Bytes are changed, cut out, doubled, moved; the seed makes it the same every time. */
  @ParameterizedTest
  @MethodSource("oneDumpOfEachForm")
  void mutatedDumpsNeverFail(Path file) throws Exception {
    byte[] dump = Files.readAllBytes(file);
    Random random = new Random(4711);
    int explained = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      explained += analyze(mutate(dump, random)) ? 1 : 0;
    }
    assertThat(explained).as("of " + MUTATIONS).isGreaterThan(MUTATIONS / 2);
  }

  @ParameterizedTest
  @MethodSource("oneDumpOfEachForm")
  void aDumpCutWithinALineIsNotComplete(Path file) throws Exception {
    byte[] dump = Files.readAllBytes(file);
    for (int percent : List.of(20, 40, 60, 80)) {
      byte[] part = Arrays.copyOf(dump, middleOfLine(dump, dump.length * percent / 100));
      Analysis analysis = Analyzer.analyze(new ByteArrayInputStream(part));
      assertThat(analysis.complete()).as(percent + " %").isFalse();
      assertThat(analysis.problems()).isNotEmpty();
    }
  }

  /** At a line's end nothing shows that the forms without an end of their own are cut. */
  private static int middleOfLine(byte[] dump, int from) {
    int start = from;
    int end = from;
    while (end - start < 20) {
      start = end + 1;
      end = start;
      while (dump[end] != '\n') {
        end++;
      }
    }
    return (start + end) / 2;
  }

  private static boolean analyze(byte[] input) throws Exception {
    try {
      Analysis analysis = Analyzer.analyze(new ByteArrayInputStream(input));
      assertThat(PlainText.of(analysis).text()).isNotEmpty();
      assertThat(Markdown.of(analysis, null).text()).isNotEmpty();
      return true;
    } catch (NotADumpException fine) {
      return false;
    }
  }

  private static byte[] mutate(byte[] dump, Random random) {
    byte[] b = dump.clone();
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      int at = random.nextInt(b.length);
      int length = Math.min(b.length - at, 1 + random.nextInt(400));
      switch (random.nextInt(4)) {
        case 0 -> b[at] = (byte) random.nextInt(256);
        case 1 -> Arrays.fill(b, at, at + length, (byte) "\n({[\"0".charAt(random.nextInt(6)));
        case 2 -> System.arraycopy(b, random.nextInt(b.length - length + 1), b, at, length);
        default -> {
          System.arraycopy(b, at + length, b, at, b.length - at - length);
          b = Arrays.copyOf(b, b.length - length);
        }
      }
    }
    return b;
  }

  @Test
  void hundredMillionCharactersWithoutALineEndAreCut() throws Exception {
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    Analysis analysis =
        Analyzer.analyze(
            stream("goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n", _ -> block, 100));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.summary().routines()).isEqualTo(1);
    assertThat(analysis.problems()).anyMatch(p -> p.contains("overlong"));
  }

  @Test
  void anInputWithoutAnEndIsReadToABoundAndThatIsSaid() throws Exception {
    byte[] chat = "chat\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    Analysis analysis =
        Analyzer.analyze(
            stream("goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n", _ -> chat, 10_000),
            new Options(
                Limits.DEFAULT.withReadBytes(1_000_000), 100, 40, Options.DEFAULT.effort()));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.summary().routines()).isEqualTo(1);
    assertThat(analysis.problems()).contains("only the first 1,000,000 bytes were read");
  }

  @Test
  void deepJsonIsDamagedJson() throws Exception {
    byte[] deep = "{\"a\":[".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    Analysis analysis =
        Analyzer.analyze(stream("{\"threadDump\":{\"runtimeVersion\":\"25\",", _ -> deep, 100));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems()).anyMatch(p -> p.startsWith("the JSON is damaged"));
  }

  @Test
  void uniqueStacksBeyondTheLimitAreCounted() throws Exception {
    IntFunction<byte[]> thousand =
        chunk ->
            IntStream.range(chunk * 1000, chunk * 1000 + 1000)
                .mapToObj(
                    n ->
                        "goroutine %d [chan receive]:\nmain.f%d()\n\t/a.go:%d +0x1\n\n"
                            .formatted(n + 2, n, n + 1))
                .reduce("", String::concat)
                .getBytes(StandardCharsets.US_ASCII);

    Analysis analysis =
        Analyzer.analyze(
            stream("goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n", thousand, 200));

    assertThat(analysis.summary().routines()).isEqualTo(200_001);
    assertThat(analysis.summary().uniqueStacks()).isEqualTo(20_000);
    assertThat(analysis.problems()).anyMatch(p -> p.contains("beyond the first 20000 kinds"));
    assertThat(analysis.complete()).isFalse();
  }

  /** Bytes are bounded, not only the number of stacks: these are 20,000 of 60 frames and locks. */
  @Test
  void deepUniqueStacksAreKeptWithinABudget() throws Exception {
    IntFunction<byte[]> hundred =
        chunk ->
            IntStream.range(chunk * 100, chunk * 100 + 100)
                .mapToObj(HostileInputTest::deepThread)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);

    Analysis analysis =
        Analyzer.analyze(
            stream("Full thread dump OpenJDK 64-Bit Server VM (25 mixed mode):\n\n", hundred, 200));

    assertThat(analysis.summary().routines()).isEqualTo(20_000);
    assertThat(analysis.summary().uniqueStacks()).isBetween(500, 5_000);
    assertThat(analysis.complete()).isFalse();
  }

  private static String deepThread(int n) {
    return "\"t%d\" #%d prio=5 tid=0x%x nid=1 waiting on condition [0x1]\n".formatted(n, n, n + 1)
        + "   java.lang.Thread.State: WAITING (parking)\n"
        + IntStream.range(0, 60)
            .mapToObj(
                k ->
                    "\tat a.B%d.m%d(B.java:%d)\n\t- locked <0x%08x> (a java.lang.Object)\n"
                        .formatted(n, k, k + 1, n * 100 + k))
            .collect(Collectors.joining())
        + "\n";
  }

  @Test
  void overlongNamesAreCut() throws Exception {
    String huge = "y".repeat(3 << 20);

    Analysis analysis =
        Analyzer.analyze(
            stream(
                "goroutine 1 [running]:\nmain.main()\n\t/a.go:1\nmain.%s()\n\t/a.go:1\n\n"
                    .formatted(huge),
                n ->
                    "goroutine %s [chan receive %s]:\nmain.f()\n\t/a.go:1\n\n"
                        .formatted(Integer.toString(n + 2).repeat(100), "x".repeat(20_000))
                        .getBytes(StandardCharsets.US_ASCII),
                10));

    assertThat(analysis.summary().routines()).isEqualTo(11);
    assertThat(analysis.summary().states().keySet()).allMatch(state -> state.length() < 200);
    assertThat(analysis.complete()).isFalse();
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws Exception {
    String evil = "main.\u001b[31mred\u0007";

    String text =
        PlainText.of(
                Analyzer.analyze(
                    stream(
                        "goroutine 7 [chan send (nil chan)]:\n" + evil + "()\n\t/a.go:1\n\n",
                        _ -> new byte[0],
                        1)))
            .text();

    assertThat(text).contains("red").doesNotContain("\u001b").doesNotContain("\u0007");
  }

  private static InputStream stream(String head, IntFunction<byte[]> chunk, int chunks) {
    Stream<InputStream> parts =
        IntStream.range(0, chunks).mapToObj(i -> new ByteArrayInputStream(chunk.apply(i)));
    InputStream first = new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8));
    return new SequenceInputStream(
        Collections.enumeration(Stream.concat(Stream.of(first), parts).toList()));
  }
}
