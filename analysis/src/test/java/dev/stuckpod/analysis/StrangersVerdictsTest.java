package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What was read wrong of other people's dumps, in dumps of our own that have the same shape. */
class StrangersVerdictsTest {
  private static final Path DUMPS = Path.of("src/test/resources/strangers");

  @Test
  void readsEachOfSeveralDumpsWhoseTitleSaysNothingElse() throws Exception {
    Analysis analysis = analyze(read("taking-turns.txt"));

    assertThat(analysis.summary().routines()).isEqualTo(3);
    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.problems()).contains("the input has 2 dumps; the last one is explained");
  }

  @Test
  void doesNotBlameThreadsThatTakeTurnsInWaitingForWork() throws Exception {
    Analysis analysis = analyze(read("taking-turns.txt"));

    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.cause()).contains("at this moment 2 wait for a lock");
  }

  @Test
  void blamesOneThatWaitsForAnAnswerWithTheLockThatOthersWant() throws Exception {
    assertThat(analyze(read("taking-turns-to-ask.txt")).findings().getFirst().kind())
        .isEqualTo(Kind.LOCK_ACROSS_IO);
  }

  @Test
  void takesNoThreadsThatListenForACrowd() throws Exception {
    String dump = read("listening.txt");

    assertThat(analyze(dump).findings()).isEmpty();
    assertThat(analyze(dump.replace("Server.listen(", "Server.order(")).findings())
        .extracting(f -> f.kind())
        .containsExactly(Kind.PILE_UP);
  }

  @Test
  void namesTheReaderThatWaitsWhileAWriterWaitsForIt() throws Exception {
    Analysis analysis = analyze(read("reader-waits.txt"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause())
        .contains("read-held, as it seems, by Prices.tell (Prices.java:87)")
        .contains("waits for a signal of another thread; 2 threads wait for the lock");
  }

  @Test
  void namesNoReaderWhereSomebodyRuns() throws Exception {
    String dump =
        read("reader-waits.txt")
            .replace(
                "JNI global",
                """
                "miller" #19 prio=5 tid=0x7f09 nid=0x109 runnable [0x1000]
                   java.lang.Thread.State: RUNNABLE
                \tat shop.Mill.turn(Mill.java:5)

                JNI global\
                """);

    assertThat(analyze(dump).findings()).isEmpty();
  }

  @Test
  void takesAQuotedNameAboveAStateForAThread() throws Exception {
    String dump = read("names-only.txt");

    Analysis alone = analyze(dump);
    assertThat(alone.complete()).isTrue();
    assertThat(alone.stacks())
        .extracting(s -> s.ids().getFirst() + " " + s.frames().getLast().function())
        .containsExactlyInAnyOrder(
            "\"unnamed\" shop.Shop.open",
            "\"the \"old\" clerk\" shop.Clerk.rest",
            "\"acceptor\" shop.Door.run");
    assertThat(analyze("Full thread dump:\n" + dump + "JNI global references: 7\n").stacks())
        .extracting(s -> s.ids().getFirst())
        .contains("\"main\"");
    assertThatThrownBy(() -> analyze("\"main\"\n  at shop.Shop.open(Shop.java:12)\n"))
        .isInstanceOf(NotADumpException.class);
  }

  private static String read(String file) throws Exception {
    return Files.readString(DUMPS.resolve(file));
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
