package dev.stuckpod.analysis.golang.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.UnknownFormatException;
import dev.stuckpod.analysis.model.Dump;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a SIGQUIT dump, whole and with pieces missing, as rotated logs lose them. */
class GoDumpParserTest {

  private static final String WORKER = "stuckpod.dev/e2e/apps/internal/chat.(*Hub).isSubscribed(";

  private static List<String> lines = List.of();

  private static List<String> resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GoDumpParserTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @BeforeAll
  static void read() throws IOException {
    try (InputStream gzip =
        Objects.requireNonNull(
            GoDumpParserTest.class.getResourceAsStream(
                "/dumps/hub-deadlock-small-go1.26.sigquit.txt.gz"))) {
      byte[] dump = new GZIPInputStream(gzip).readAllBytes();
      lines = new String(dump, StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void countsWhatTheHeaderLinesGive() throws Exception {
    Dump dump = parse(lines);

    assertThat(dump.complete()).isTrue();
    assertThat(dump.problems()).isEmpty();
    assertThat(dump.routines())
        .isEqualTo((int) lines.stream().filter(line -> line.startsWith("goroutine ")).count());
  }

  /** GOTRACEBACK=crash lets every thread print what it runs after a line of dashes. */
  @Test
  void takesWhatOtherThreadsPrintForTheSameDump() throws Exception {
    List<String> crash = resource("/dumps/crash-go1.26.txt");

    Dump dump = parse(crash);

    assertThat(dump.complete()).isTrue();
    assertThat(dump.problems()).isEmpty();
    assertThat(dump.routines())
        .isEqualTo((int) crash.stream().filter(line -> line.startsWith("goroutine ")).count());
  }

  @Test
  void explainsTheLastOfSeveralDumpsAndNotTheStackOfAPanicAfterIt() throws Exception {
    List<String> both = new ArrayList<>(lines.subList(0, lines.size() / 2));
    both.addAll(lines);
    both.addAll(
        List.of(
            "http: panic serving 10.0.0.1:1234: no such room",
            "goroutine 77 [running]:",
            "main.main()",
            "\t/app/main.go:12 +0x1d",
            ""));

    Dump dump = parse(both);

    assertThat(dump.routines()).isEqualTo(parse(lines).routines());
    assertThat(dump.problems()).contains("the input has 2 dumps; the last one is explained");
  }

  @Test
  void startsNoOtherDumpAtARoutineWhoseStackIsUnavailable() throws Exception {
    Dump dump =
        parse(
            List.of(
                "panic: no such room",
                "",
                "goroutine 1 [running]:",
                "main.main()",
                "\t/app/main.go:12 +0x1d",
                "",
                "goroutine 7 [running]:",
                "\tgoroutine running on other thread; stack unavailable",
                "created by main.main in goroutine 1",
                "\t/app/main.go:9 +0x1d",
                ""));

    assertThat(dump.routines()).isEqualTo(2);
    assertThat(dump.problems()).isEmpty();
  }

  /**
   * From pprof of a server of Go 1.26: who is back from a system call is 'running' for a moment.
   */
  @Test
  void startsNoOtherDumpAtARoutineThatComesBackFromASystemCall() throws Exception {
    List<String> pprof =
        List.of(
            "goroutine 3272 [running]:",
            "runtime/pprof.writeGoroutineStacks({0x9f7840, 0x3a3b2c4f3770})",
            "\truntime/pprof/pprof.go:819 +0x6b",
            "",
            "goroutine 34 [sync.RWMutex.Lock]:",
            "sync.runtime_SemacquireRWMutex(0x5d?, 0x8?, 0x48d30e?)",
            "\truntime/sema.go:105 +0x25",
            "sync.(*RWMutex).Lock(0x41c75b?)",
            "\tsync/rwmutex.go:155 +0x6b",
            "main.(*Hub).removeSession(0x3a3b2b5db0e0, 0x3a3b2bb043c0)",
            "\tmain/hub.go:73 +0x45",
            "",
            "goroutine 3273 [running]:",
            "syscall.Syscall(0x0, 0x2bc, 0x3a3b2c4f7961, 0x1)",
            "\tsyscall/syscall_linux.go:74 +0x25",
            "syscall.read(0x3a3b2c600780?, {0x3a3b2c4f7961?, 0x3a3b2c227e00?, 0x3a3b2c66ba70?})",
            "\tsyscall/zsyscall_linux_amd64.go:736 +0x38",
            "created by net/http.(*connReader).startBackgroundRead in goroutine 3272",
            "\tnet/http/server.go:698 +0xb6",
            "");

    Dump dump = parse(pprof);
    Dump second = parse(Stream.of(pprof, pprof).flatMap(List::stream).toList());

    assertThat(dump.routines()).isEqualTo(3);
    assertThat(dump.problems()).isEmpty();
    assertThat(second.routines()).isEqualTo(3);
    assertThat(second.problems()).contains("the input has 2 dumps; the last one is explained");
  }

  /** Both ends of the gap lie in the same frame of two goroutines that do the same. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void noticesAPieceThatIsMissingBetweenTwoEqualStacks(int within) throws Exception {
    List<Integer> workers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(WORKER)) {
        workers.add(i + within);
      }
    }
    List<String> torn = new ArrayList<>(lines.subList(0, workers.get(1)));
    torn.addAll(lines.subList(workers.get(4), lines.size()));

    Dump dump = parse(torn);

    assertThat(dump.complete()).isFalse();
    assertThat(dump.problems())
        .anyMatch(problem -> problem.contains("a piece of the dump is missing"));
  }

  @Test
  void countsLogLinesBetweenThoseOfTheDump() throws Exception {
    List<String> mixed = new ArrayList<>(lines);
    mixed.add(20, "10.0.0.1 GET /health 200");
    mixed.add(40, "level=info hit");

    Dump dump = parse(mixed);

    assertThat(dump.complete()).isTrue();
    assertThat(dump.routines()).isEqualTo(parse(lines).routines());
    assertThat(dump.problems()).containsExactly("2 foreign lines in the dump were skipped");
  }

  @Test
  void takesNoLabelForAWait() throws Exception {
    Dump dump =
        parse(
            List.of(
                "goroutine 1 [select, labels:{\"step\": \"3 minutes\"}]:",
                "main.main()",
                "\t/app/main.go:12 +0x1d",
                ""));

    assertThat(dump.groups().getFirst().waitMinutes()).isZero();
  }

  @Test
  void noticesThatTheEndIsMissing() throws Exception {
    Dump dump = parse(lines.subList(0, lines.size() * 2 / 3));

    assertThat(dump.complete()).isFalse();
    assertThat(dump.problems()).anyMatch(problem -> problem.contains("the end of the dump"));
  }

  private static Dump parse(List<String> text) throws IOException, UnknownFormatException {
    byte[] bytes = (String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8);
    return Platforms.read(
        new ByteArrayInputStream(bytes), dev.stuckpod.analysis.Options.DEFAULT.limits());
  }
}
