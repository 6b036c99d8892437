package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps in the forms of other tools, old runtimes and what people paste. */
class StrangersTest {
  private static final Path DUMPS = Path.of("src/test/resources/strangers");

  /** Two threads, each with the lock that the other one wants: shop.Till.sell and close. */
  @ParameterizedTest
  @CsvSource({
    "apple-jdk6.txt, 4, true",
    "hpux-jdk5.txt, 3, true",
    "visualvm.txt, 4, true",
    "actuator.json, 2, true",
    "actuator-pretty.json, 2, true",
    "threadinfo.txt, 2, true",
    "threadmonitor.txt, 3, true",
    "metrics.txt, 2, true",
    "intellij.txt, 3, true",
    "jhsdb-jstack.txt, 2, true",
    "after-jni.txt, 2, true",
    "jrockit.txt, 5, true",
    "jrockit-java4.txt, 4, true",
    "untitled.txt, 2, false"
  })
  void findsTheCircleOfAJavaDump(String file, int threads, boolean complete) throws Exception {
    Analysis analysis = analyze(read(file));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.summary().routines()).isEqualTo(threads);
    assertThat(analysis.complete()).as(analysis.problems().toString()).isEqualTo(complete);
    Finding circle = analysis.findings().getFirst();
    assertThat(circle.title()).contains("shop.Drawer").contains("shop.Journal");
    assertThat(circle.participants())
        .extracting(p -> p.function() + " " + p.location().replace(".java", ""))
        .containsExactlyInAnyOrder("shop.Till.sell Till:21", "shop.Till.close Till:34");
  }

  @Test
  void readsWhatTheAgentFoundAboveThreadsThatHaveNoNames() throws Exception {
    Analysis analysis = analyze(read("jstack-F.txt"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.cause())
        .contains(
            "java.lang.Object 0x00000000d6a01000 held by \"close\", for which \"sell\" waits");
    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.stacks())
        .extracting(s -> s.ids().getFirst() + " " + s.state())
        .containsExactlyInAnyOrder(
            "Thread 4730 BLOCKED",
            "Thread 4729 BLOCKED",
            "Thread 4720 RUNNABLE (IN_NATIVE)",
            "Thread 4715 WAITING (on object monitor)",
            "Thread 4711 BLOCKED");
    assertThat(analysis.stacks().stream().filter(s -> s.ids().contains("Thread 4729")))
        .extracting(s -> s.frames().getFirst())
        .containsExactly(new Analysis.Line("shop.Till.sell", "Till", 21));
  }

  @Test
  void callsNoSleeperBlockedBecauseTheAgentDoes() throws Exception {
    String dump =
        """
        Deadlock Detection:

        No deadlocks found.

        Thread 5: (state = BLOCKED)
         - java.lang.Thread.sleep(long) @bci=0 (Interpreted frame)
         - shop.Till.rest() @bci=3, line=8 (Interpreted frame)

        Thread 6: (state = BLOCKED)
         - sun.misc.Unsafe.park(boolean, long) @bci=0 (Interpreted frame)
         - shop.Till.park() @bci=3, line=9 (Interpreted frame)

        """;

    assertThat(analyze(dump).summary().states().keySet())
        .containsExactlyInAnyOrder("TIMED_WAITING (sleeping)", "WAITING (parking)");
    assertThat(analyze(dump.substring(dump.indexOf("Thread 5"))).summary().routines()).isEqualTo(2);
  }

  @Test
  void knowsWhoOwnsASynchronizerByVisualVm() throws Exception {
    List<Finding> findings = analyze(read("visualvm.txt")).findings();

    assertThat(findings).hasSize(2);
    assertThat(findings.get(1).participants())
        .extracting(p -> p.role().label() + " " + p.example())
        .containsExactly("holder \"own\" #14", "waiter \"park\" #13");
  }

  @ParameterizedTest
  @ValueSource(strings = {"visualvm.txt", "threadinfo.txt", "intellij.txt", "jstack-F.txt"})
  void saysThatAFormWithoutAnEndIsCutWhereALineIs(String file) throws Exception {
    String dump = read(file);

    Analysis analysis = analyze(dump.substring(0, dump.lastIndexOf("shop.Till") + 5));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems()).contains("the last line is cut");
  }

  @Test
  void takesThreadsThatComeAgainBehindAReportForAnotherDump() throws Exception {
    String dump = read("untitled.txt");

    Analysis analysis = analyze(dump + dump);

    assertThat(analysis.summary().routines()).isEqualTo(2);
    assertThat(analysis.problems()).contains("the input has 2 dumps; the last one is explained");
  }

  @Test
  void takesNoOtherListOfThreadsForADump() {
    assertThatThrownBy(() -> analyze("{\"threads\":[{\"id\":1}]}\n"))
        .isInstanceOf(NotADumpException.class);
    assertThatThrownBy(() -> analyze("\"sell\" sold id=4\n\"x\" - Thread t@\n"))
        .isInstanceOf(NotADumpException.class);
    assertThatThrownBy(() -> analyze("Thread 5: (state of affairs)\nGoroutine 5 - done\n"))
        .isInstanceOf(NotADumpException.class);
  }

  @Test
  void readsTheListOfDelve() throws Exception {
    Analysis analysis = analyze(read("delve.txt"));

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.summary().states())
        .containsOnlyKeys("sync.RWMutex.Lock", "force gc (idle)", "chan receive");
    assertThat(analysis.findings().getFirst().participants().getFirst())
        .extracting(Finding.Participant::function, Finding.Participant::location)
        .containsExactly("main.(*Hub).serve", "main.go:40");
    assertThat(analysis.problems())
        .containsExactly("1 stacks are cut by the debugger: goroutines -t DEPTH shows more");
  }

  @Test
  void readsTheListOfDelveWithoutStacks() throws Exception {
    String list =
        read("delve.txt")
            .lines()
            .filter(l -> !l.startsWith("\t"))
            .collect(Collectors.joining("\n"));

    Analysis analysis = analyze(list + "\n");

    assertThat(analysis.stacks())
        .extracting(s -> s.frames().getFirst().function() + ":" + s.frames().getFirst().line())
        .containsExactlyInAnyOrder("main.(*Hub).serve:40", "runtime.gopark:424", "main.work:55");
    Analysis cut = analyze(list.substring(0, list.indexOf("* Goroutine")));
    assertThat(cut.complete()).isFalse();
    assertThat(analyze(list.replace("[3 gor", "[4 gor")).problems())
        .contains("the debugger lists 4 goroutines, 3 of them are here");
  }

  @Test
  void readsTheTracesOfPprof() throws Exception {
    String traces = read("pprof-traces.txt");

    Analysis analysis = analyze(traces);

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.stacks())
        .extracting(s -> s.count() + " " + s.frames().getLast().function())
        .containsExactly("3 main.(*Hub).get", "1 main.main");
    assertThat(analyze(traces.replace("main.main\n", "main.main /app/main.go:7\n")).stacks())
        .extracting(s -> s.frames().getLast().line())
        .containsExactly(0, 7);
    assertThat(analyze(traces.replace("Type: goroutine", "Type: goroutineleak")).verdict())
        .isEqualTo(Verdict.Leak);
    assertThat(analyze(traces.substring(0, traces.lastIndexOf("main.main"))).complete()).isFalse();
  }

  private static final String GO =
      """
      goroutine 1 [semacquire, 3 minutes]:
      sync.runtime_SemacquireMutex(0xc000010044, 0x0, 0x1)
      \t/usr/local/go/src/runtime/sema.go:77 +0x25
      sync.(*Mutex).lockSlow(0xc000010040)
      \t/usr/local/go/src/sync/mutex.go:171 +0x165
      main.main()
      \t/app/main.go:12 +0x1d

      goroutine 18 [chan receive]:
      main.work({0x1, "a\\"b"})
      \t/app/main.go:20 +0x1d
      created by main.main
      \t/app/main.go:9 +0x3d
      """;

  static Stream<String> escapings() throws Exception {
    ObjectMapper json = new ObjectMapper();
    String string = json.writeValueAsString(GO);
    String bare = GO.replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    return Stream.of(
        string,
        "stack: " + string,
        "  \"stacktrace\": " + string + ",",
        json.writerWithDefaultPrettyPrinter()
            .writeValueAsString(Map.of("a", Map.of("stack", "failed\n" + GO))),
        bare,
        "2026-01-02T03:04:05Z ERROR app failed stack=" + bare,
        "E0102 03:04:05.123456 1 main.go:12] failed: " + bare);
  }

  @ParameterizedTest
  @MethodSource("escapings")
  void readsADumpWhoseLineEndsAreEscaped(String text) throws Exception {
    Analysis plain = analyze(GO);
    Analysis analysis = analyze("ready\n" + text + "\n");

    assertThat(analysis.findings()).isNotEmpty().isEqualTo(plain.findings());
    assertThat(analysis.stacks()).isEqualTo(plain.stacks());
    assertThat(analysis.complete()).as(analysis.problems().toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Jan  2 03:04:05 node-1 hub[12]: "})
  void readsADumpWithBlankLinesBetweenAllLines(String prefix) throws Exception {
    String spaced = GO.lines().map(l -> prefix + l + "\n\n").collect(Collectors.joining());

    assertThat(analyze(spaced).stacks()).isEqualTo(analyze(GO).stacks());
    assertThat(analyze(spaced).complete()).isTrue();
    assertThat(analyze(spaced.replace("\n\n" + prefix + "\n\n", "\n\n")).stacks())
        .isEqualTo(analyze(GO).stacks());
  }

  @Test
  void takesNoQuoteInANameForAPrefix() throws Exception {
    String dump =
        "Full thread dump OpenJDK 64-Bit Server VM (17 mixed mode):\n\n"
            + read("untitled.txt").replace("\"sell\"", "\"the \"quiet\" clerk\"");

    assertThat(analyze("E0102 03:04:05.123456       1 dump.go:12] " + dump).stacks())
        .isEqualTo(analyze(dump).stacks());
  }

  @Test
  void endsAStackThatIsLostAtItsBlankLine() throws Exception {
    String lost = "goroutine 7 [select]:\n\nserved main.go (12)\n\n";

    assertThat(analyze(lost + GO).summary().routines()).isEqualTo(3);
    assertThat(analyze(lost + GO).stacks()).anyMatch(s -> s.frames().isEmpty());
  }

  @Test
  void readsNoDigitsOfAnotherStackIntoALine() throws Exception {
    assertThat(analyze(GO).stacks())
        .extracting(s -> s.frames().getLast().line())
        .containsExactlyInAnyOrder(12, 20);
    String shorter = GO.replace("created by main.main\n\t/app/main.go:9 +0x3d\n", "");
    assertThat(analyze(shorter).stacks())
        .extracting(s -> s.frames().getLast().line())
        .containsExactlyInAnyOrder(12, 20);
  }

  private static String read(String file) throws Exception {
    return Files.readString(DUMPS.resolve(file));
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
