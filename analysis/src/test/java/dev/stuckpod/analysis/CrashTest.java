package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that has ended by itself says why, and with which stack; that is told first. */
class CrashTest {
  private static final String NIL =
      """
      panic: runtime error: invalid memory address or nil pointer dereference
      [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48c2d5]

      goroutine 33 [running]:
      encoding/json.(*encodeState).marshal.func1()
      \t/usr/local/go/src/encoding/json/encode.go:291 +0x6c
      panic({0x4b1f20?, 0x55d3a0?})
      \t/usr/local/go/src/runtime/panic.go:785 +0x132
      reflect.Value.Call({0x1, 0x2})
      \t/usr/local/go/src/reflect/value.go:365 +0x2d
      main.(*Hub).serve(0xc000010040)
      \t/app/hub.go:40 +0x2d
      created by main.main in goroutine 1
      \t/app/main.go:12 +0x3d

      goroutine 1 [chan receive]:
      main.main()
      \t/app/main.go:14 +0x1d
      exit status 2
      """;
  private static final String WRITES =
      """
      fatal error: concurrent map writes

      goroutine 7 [running]:
      internal/runtime/maps.fatal({0x1, 0x15})
      \t/usr/local/go/src/runtime/panic.go:1058 +0x18
      main.(*Cache).put(...)
      \t/app/cache.go:9
      created by main.main in goroutine 1
      \t/app/main.go:13 +0x3d
      exit status 2
      """;
  private static final Analysis.Crash OF_NIL =
      new Analysis.Crash(
          "panic: runtime error: invalid memory address or nil pointer dereference"
              + " [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48c2d5]",
          "goroutine 33",
          "main.(*Hub).serve",
          "hub.go:40");
  private static final Analysis.Crash OF_WRITES =
      new Analysis.Crash(
          "fatal error: concurrent map writes", "goroutine 7", "main.(*Cache).put", "cache.go:9");

  @Test
  void isToldFirstInEveryForm() throws Exception {
    Analysis analysis = analyze("listening\n" + NIL);

    assertThat(analysis.crashes()).containsExactly(OF_NIL);
    assertThat(PlainText.of(analysis).text()).startsWith(OF_NIL.said() + "\n");
    assertThat(OF_NIL.said()).endsWith(" (goroutine 33, main.(*Hub).serve, hub.go:40)");
    assertThat(Markdown.of(analysis, null).text().indexOf("SIGSEGV"))
        .isBetween(1, Markdown.of(analysis, null).text().indexOf("goroutines,"));
    assertThat(analysis.cause()).startsWith(OF_NIL.said() + "; no lock, ");
    assertThat(analysis.summary().routines()).isEqualTo(2);
    var json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(analysis), Analysis.class))
        .isEqualTo(analysis);
  }

  @Test
  void isOfEachDumpInTheInput() throws Exception {
    Analysis analysis = analyze(NIL + WRITES);

    assertThat(analysis.crashes()).containsExactly(OF_NIL, OF_WRITES);
    assertThat(analysis.problems())
        .contains("a stack of one goroutine, elsewhere in the input, is not explained");
    assertThat(analyze(WRITES + WRITES).crashes()).containsExactly(OF_WRITES, OF_WRITES);
  }

  @Test
  void isOfTheCallBelowTheFirstPanicWhereOneFollowedAnother() throws Exception {
    String twice =
        NIL.replaceFirst(
                "panic: .*\n\\[signal.*\n", "panic: no shop [recovered]\n\tpanic: no till\n")
            .replace(
                "encoding/json.(*encodeState).marshal.func1()",
                "panic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:785 +0x132\n"
                    + "main.(*Hub).serve.func1()");

    assertThat(analyze(twice).crashes())
        .containsExactly(
            new Analysis.Crash(
                "panic: no shop [recovered] panic: no till",
                "goroutine 33",
                "main.(*Hub).serve",
                "hub.go:40"));
  }

  @Test
  void showsTheTestThatRanOutOfTime() throws Exception {
    String test =
        """
        panic: test timed out after 2s
        \trunning tests:
        \t\tTestHub/full (2s)

        goroutine 18 [running]:
        testing.(*M).startAlarm.func1()
        \t/usr/local/go/src/testing/testing.go:2373 +0x385
        created by time.goFunc
        \t/usr/local/go/src/time/sleep.go:215 +0x2d

        goroutine 1 [chan receive]:
        testing.(*T).Run(0xc0000a6000, {0x1, 0x7}, 0x2)
        \t/usr/local/go/src/testing/testing.go:1751 +0x3ab
        main.main()
        \t_testmain.go:45 +0x9b

        goroutine 8 [chan send]:
        shop.(*Hub).send(...)
        \t/app/hub.go:20
        shop.TestHub.func1(0xc0000a6340)
        \t/app/hub_test.go:9 +0x1d
        testing.tRunner(0xc0000a6340, 0x1)
        \t/usr/local/go/src/testing/testing.go:1690 +0xf4
        created by testing.(*T).Run in goroutine 7
        \t/usr/local/go/src/testing/testing.go:1743 +0x390
        """;

    assertThat(analyze(test).crashes())
        .containsExactly(
            new Analysis.Crash(
                "panic: test timed out after 2s running tests: TestHub/full (2s)",
                "goroutine 8",
                "shop.(*Hub).send",
                "hub.go:20"));
    assertThat(analyze(test.replace("shop.TestHub", "shop.helper")).crashes())
        .extracting(Analysis.Crash::said)
        .containsExactly("panic: test timed out after 2s running tests: TestHub/full (2s)");
  }

  @Test
  void isNoGoroutinesOwnWhereAllAreAsleep() throws Exception {
    Analysis analysis =
        analyze(
            """
            fatal error: all goroutines are asleep - deadlock!

            goroutine 1 [chan receive]:
            main.main()
            \t/app/main.go:14 +0x1d
            """);

    assertThat(analysis.crashes())
        .containsExactly(
            new Analysis.Crash("fatal error: all goroutines are asleep - deadlock!", "", "", ""));
    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-02T03:04:05.678Z stderr F ",
        "2026-01-02T03:04:05Z ",
        "Jan  2 03:04:05 node-1 hub[12]: ",
        "hub-1  | "
      })
  void isReadInALogToo(String prefix) throws Exception {
    String log = (prefix + "ready\n" + NIL).lines().reduce("", (a, l) -> a + wrap(prefix, l));

    assertThat(analyze(log).crashes()).containsExactly(OF_NIL);
  }

  private static String wrap(String prefix, String line) {
    return (line.startsWith(prefix) ? line : prefix + line) + "\n";
  }

  @Test
  void isToldOnceWhereOnlyTheDumpIsWrapped() throws Exception {
    int end = NIL.indexOf("goroutine 33");
    String log =
        NIL.substring(0, end)
            + NIL.substring(end)
                .lines()
                .reduce("", (a, l) -> a + "2026-01-02T03:04:05Z " + l + "\n");

    assertThat(analyze(log).crashes()).containsExactly(OF_NIL);
  }

  @Test
  void isReadInLinesOfJsonToo() throws Exception {
    ObjectMapper json = new ObjectMapper();
    StringBuilder log = new StringBuilder();
    for (String line : ("listening\n" + NIL).lines().toList()) {
      log.append(json.writeValueAsString(Map.of("stream", "stderr", "log", line + "\n")))
          .append("\n");
    }
    String message = json.writeValueAsString(Map.of("level", "error", "msg", NIL)) + "\n";

    assertThat(analyze(log.toString()).crashes()).containsExactly(OF_NIL);
    assertThat(analyze(message).crashes()).containsExactly(OF_NIL);
  }

  @Test
  void isNotWhatALogSaysBeforeAnotherDump() throws Exception {
    String quit =
        """
        panic: that was recovered
        SIGQUIT: quit
        PC=0x471ca1 m=0 sigcode=0

        goroutine 1 gp=0xc0000061c0 m=nil [chan receive]:
        main.main()
        \t/app/main.go:14 +0x1d fp=0xc0000a0f50 sp=0xc0000a0f20 pc=0x48c2d5

        rip    0x471ca1
        """;

    assertThat(analyze(quit).crashes()).isEmpty();
    assertThat(analyze("panic: far\n" + "x\n".repeat(200) + NIL).crashes()).containsExactly(OF_NIL);
  }

  @Test
  void isNoDumpByItself() {
    assertThatThrownBy(() -> analyze("panic: boom\nexit status 2\n"))
        .isInstanceOf(NotADumpException.class);
  }

  @Test
  void isBoundedInNumberAndLength() throws Exception {
    String many = WRITES.replace("writes", "w".repeat(10_000)).repeat(1_000);

    Analysis analysis = analyze(many);

    assertThat(analysis.crashes()).hasSize(20);
    assertThat(analysis.crashes()).allMatch(c -> c.message().length() <= 300);
    assertThat(analysis.problems()).contains("980 more panics and fatal errors are not repeated");
  }

  @Test
  void isAnExceptionThatEndedAThread() throws Exception {
    String exception =
        """
        Exception in thread "worker-1" java.lang.OutOfMemoryError: Java heap space
        \tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)
        \tat shop.Till.grow(Till.java:77)
        \tat java.base/java.lang.Thread.run(Thread.java:1583)
        Caused by: java.lang.IllegalStateException
        \tat shop.Drawer.open(Drawer.java:7)
        \t... 2 more
        """;
    String dump =
        """
        Full thread dump OpenJDK 64-Bit Server VM (17.0.7+7 mixed mode):

        "sell" #11 prio=5 os_prio=0 tid=0x0000000001 nid=0x11 runnable  [0x01]
           java.lang.Thread.State: RUNNABLE
        \tat shop.Till.sell(Till.java:21)

        JNI global refs: 12, weak refs: 0
        """;
    Analysis.Crash crash =
        new Analysis.Crash(
            "Exception in thread \"worker-1\" java.lang.OutOfMemoryError: Java heap space",
            "\"worker-1\"",
            "shop.Till.grow",
            "Till.java:77");

    for (String log :
        List.of(
            exception + dump,
            dump + exception,
            dump.replace("\n\nJNI", "\n" + exception + "\nJNI"))) {
      Analysis analysis = analyze(log);
      assertThat(analysis.crashes()).as(log).containsExactly(crash);
      assertThat(analysis.stacks()).isEqualTo(analyze(dump).stacks());
    }
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
