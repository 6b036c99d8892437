package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thread dumps that went through an editor, a terminal or a form before they came here. */
class ReformattedDumpTest {
  private static final String START =
      """
      2026-01-02 03:04:05
      Full thread dump OpenJDK 64-Bit Server VM (17.0.7+7 mixed mode):

      """;
  private static final String END = "\nJNI global refs: 12, weak refs: 0\n";

  private static final String TILLS =
      START
          + """
          "sell" #11 prio=5 os_prio=0 tid=0x0000000001 nid=0x11 waiting for monitor entry  [0x01]
             java.lang.Thread.State: BLOCKED (on object monitor)
          \tat shop.Till.sell(Till.java:21)
          \t- waiting to lock <0x0000000000000a01> (a shop.Drawer)
          \t- locked <0x0000000000000a02> (a shop.Journal)
          \tat java.lang.Thread.run(java.base@17.0.7/Thread.java:833)

             Locked ownable synchronizers:
          \t- None

          "close" #12 prio=5 os_prio=0 tid=0x0000000002 nid=0x12 waiting on condition  [0x02]
             java.lang.Thread.State: WAITING (parking)
          \tat jdk.internal.misc.Unsafe.park(java.base@17.0.7/Native Method)
          \t- parking to wait for  <0x0000000000000a03> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
          \tat shop.Till.close(Till.java:34)
          \t- locked <0x0000000000000a01> (a shop.Drawer)

             Locked ownable synchronizers:
          \t- None

          "count" #13 prio=5 os_prio=0 tid=0x0000000003 nid=0x13 waiting for monitor entry  [0x03]
             java.lang.Thread.State: BLOCKED (on object monitor)
          \tat shop.Till.count(Till.java:47)
          \t- waiting to lock <0x0000000000000a02> (a shop.Journal)

             Locked ownable synchronizers:
          \t- <0x0000000000000a03> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
          """
          + END;

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "    ", "        ", "\t\t", " \t"})
  void readsLinesHoweverTheyAreIndented(String indent) throws Exception {
    Analysis analysis = analyze(TILLS.replaceAll("(?m)^(\t|   (?=\\S))", indent));

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.findings().getFirst().participants()).hasSize(3);
    assertThat(analysis).isEqualTo(analyze(TILLS));
  }

  @Test
  void leavesTheTypesOfAMethodOutOfItsName() throws Exception {
    String typed = TILLS.replace("Till.sell(", "Till.sell(J[Lshop/Item;)Lshop/Receipt;(");

    assertThat(analyze(typed)).isEqualTo(analyze(TILLS));
  }

  @Test
  void takesNoProseForAFrame() throws Exception {
    String prose = "at noon the till was counted (twice)\n- locked by nobody\n";

    assertThat(analyze(TILLS.replace("\tat shop.Till.count", prose + "\tat shop.Till.count")))
        .isEqualTo(analyze(TILLS));
  }

  @Test
  void saysThatTheStacksAreLostWhereNoBlockedThreadHasAFrame() throws Exception {
    Analysis analysis = analyze(TILLS.replaceAll("(?m)^\t.*\n", ""));

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems())
        .containsExactly("the stacks are lost: none of 3 threads that wait has a frame");
    assertThat(analysis.cause()).contains("a part of the dump is missing");
  }

  @Test
  void missesNoFramesOfThreadsThatHaveNone() throws Exception {
    String idle =
        """
        "GC Thread#0" os_prio=0 cpu=1.00ms elapsed=2.00s tid=0x0000000004 nid=0x14 runnable

        "Signal Dispatcher" #4 daemon prio=9 tid=0x0000000005 nid=0x15 waiting on condition  [0x05]
           java.lang.Thread.State: RUNNABLE
        """;

    assertThat(analyze(START + idle + END).complete()).isTrue();
  }

  @Test
  void concludesNothingFromADumpOfWhichNoThreadCanBeRead() throws Exception {
    Analysis analysis = analyze(START + "\"sell\" #11 Id=11 BLOCKED\n" + END);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.cause()).isEqualTo("a dump begins here, but no thread of it could be read");
  }

  private static final String REPORT =
      """

      Found one Java-level deadlock:
      =============================
      "sell":
        waiting to lock monitor 0x0000000000000b01 (object 0x0000000000000a01, a shop.Drawer),
        which is held by "close"
      "close":
        waiting for ownable synchronizer 0x0000000000000a03, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
        which is held by "count"
      "count":
        waiting to lock monitor 0x0000000000000b02 (object 0x0000000000000a02, a shop.Journal),
        which is held by "sell"

      Java stack information for the threads listed above:
      ===================================================
      "sell":
      \tat shop.Till.sell(Till.java:21)

      Found 1 deadlock.
      """;

  @ParameterizedTest
  @ValueSource(strings = {"\t.*\n", "\t- .*\n"})
  void believesTheReportOfTheJvmWhereTheLocksAreLost(String lost) throws Exception {
    Analysis analysis = analyze(TILLS.replaceAll("(?m)^" + lost, "") + REPORT);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("ab-ba");
    assertThat(finding.participants())
        .extracting(Finding.Participant::example)
        .containsExactly("\"sell\" #11", "\"close\" #12", "\"count\" #13");
    assertThat(finding.title())
        .startsWith("3 locks in a circle, as the JVM reports: shop.Drawer 0x0000000000000a01")
        .contains("held by \"close\", for which \"sell\" waits");
  }

  @Test
  void repeatsNoDeadlockThatTheThreadsShowAndSaysThatTheReportHasItToo() throws Exception {
    List<Finding> threads = analyze(TILLS).findings();

    assertThat(analyze(TILLS + REPORT).findings())
        .isEqualTo(
            threads.stream()
                .map(f -> f.seen("the JVM's own deadlock report says so, too"))
                .toList());
    assertThat(threads).hasSize(1);
  }

  @Test
  void endsTheThreadsWithTheReport() throws Exception {
    assertThat(analyze(TILLS.replace(END, "") + REPORT)).isEqualTo(analyze(TILLS + REPORT));
  }

  @Test
  void believesNoReportThatIsCut() throws Exception {
    String cut = REPORT.substring(0, REPORT.indexOf("\"count\":"));

    assertThat(analyze(TILLS.replaceAll("(?m)^\t.*\n", "") + cut).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void readsUtf16InEitherByteOrder(String charset) throws Exception {
    String odd = "x".repeat(8190) + "\uD83D\uDE00".repeat(9000) + "\u00e9\r\n";
    String windows = TILLS.replace("\n", "\r\n").replace("shop.Till", "shop.Kass\u00e9");

    assertThat(analyze("\uFEFF" + odd + windows, Charset.forName(charset)))
        .isEqualTo(analyze(TILLS.replace("shop.Till", "shop.Kass\u00e9")));
  }

  @Test
  void readsUtf16ThatIsCutWithinACharacter() throws Exception {
    byte[] whole = ("\uFEFF" + TILLS).getBytes(StandardCharsets.UTF_16LE);
    byte[] cut = Arrays.copyOf(whole, whole.length - 31);

    assertThat(Analyzer.analyze(new ByteArrayInputStream(cut)).verdict())
        .isEqualTo(Verdict.Deadlock);
  }

  private static Analysis analyze(String text) throws Exception {
    return analyze(text, StandardCharsets.UTF_8);
  }

  private static Analysis analyze(String text, Charset charset) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(charset)));
  }
}
