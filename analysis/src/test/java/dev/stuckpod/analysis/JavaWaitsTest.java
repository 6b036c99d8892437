package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Waits of fixtures/Waits.java that the JVM's own report does not tell, or tells too strongly. */
class JavaWaitsTest {

  @Test
  void aCircleInWhichOneWaitsForATimeIsNoDeadlockThoughTheJvmSaysSo() throws Exception {
    assertThat(text("timed")).contains("Found one Java-level deadlock");

    Analysis analysis = analyze(text("timed"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.cause()).startsWith("2 locks in a circle until a time limit is over: ");
    assertThat(analysis.findings()).hasSize(1);
  }

  @Test
  void whoIsPastAReadLockThatOthersWaitForMayHoldIt() throws Exception {
    Analysis analysis = analyze(text("readers"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence())
        .as("the lock may be that of another object, or given back")
        .isEqualTo(Confidence.Suspected);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("ab-ba");
    assertThat(finding.evidence())
        .contains("Waits.read (Waits.java:40) is past Waits.java:37, where others wait to read");
    assertThat(finding.participants())
        .extracting(Finding.Participant::example)
        .containsExactlyInAnyOrder("\"reader-1\" #15", "\"writer\" #16", "\"reader-2\" #17");
  }

  @Test
  void whoStandsBeforeTheReadLockDoesNotHoldIt() throws Exception {
    Analysis analysis = analyze(text("readers").replace("Waits.java:40", "Waits.java:36"));

    assertThat(analysis.findings()).noneMatch(f -> f.rule().equals("LockCycle"));
  }

  @Test
  void theOnlyThreadOfAnExecutorThatWaitsForATaskStarvesIt() throws Exception {
    Analysis analysis = analyze(text("single"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause())
        .startsWith("the only thread of the executor 'pool-1-thread-' waits for the results");
  }

  @Test
  void oneThreadThatWaitsForAnotherExecutorIsNotStarved() throws Exception {
    String other =
        """

        "pool-2-thread-1" #99 prio=5 tid=0x1 nid=1 runnable
           java.lang.Thread.State: RUNNABLE
        \tat Waits.works(Waits.java:70)
        \tat java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1)

        JNI global refs\
        """;

    Analysis analysis = analyze(text("single").replace("\nJNI global refs", other));

    assertThat(analysis.summary().states()).containsEntry("RUNNABLE", 9);
    assertThat(analysis.findings()).isEmpty();
  }

  @Test
  void threadsThatWaitInOneMethodForDifferentReasonsAreToldByWhoCallsIt() throws Exception {
    Analysis analysis = analyze(text("lost"));

    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.findings())
        .extracting(f -> f.kind().label())
        .containsExactly("condition-variable");
    assertThat(analysis.cause())
        .contains("Waits$Pool.close")
        .contains("Waits$Pool.take")
        .contains("nobody is left to notify them");
  }

  @Test
  void workersThatAllWaitInOneMethodForWorkAreIdle() throws Exception {
    Analysis analysis = analyze(text("lost").replace("Waits$Pool.close", "Waits$Pool.take"));

    assertThat(analysis.findings()).isEmpty();
  }

  @Test
  void anInitializerThatWaitsForATaskThatNeedsItsClassIsADeadlock() throws Exception {
    Analysis analysis = analyze(text("init"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Strong);
    assertThat(analysis.findings()).extracting(f -> f.rule()).containsExactly("InitWait");
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("class-init");
    assertThat(analysis.cause())
        .startsWith("class Waits$Rates: its static initializer at Waits.java:")
        .contains("\"ForkJoinPool.commonPool-worker-1\"");
  }

  @Test
  void anInitializerThatOthersOnlyWaitForIsNone() throws Exception {
    String foreign = text("init").replace("Waits$Rates$$Lambda", "Waits$Other$$Lambda");

    assertThat(foreign).isNotEqualTo(text("init"));
    assertThat(analyze(foreign).findings()).noneMatch(f -> f.rule().equals("InitWait"));
  }

  @Test
  void whileSomebodyRunsAnInitializerMayYetEnd() throws Exception {
    String busy =
        """
        "busy" #99 prio=5 tid=0x1 nid=1 runnable
           java.lang.Thread.State: RUNNABLE
        \tat app.Busy.turn(Busy.java:1)

        "starter\"\
        """;
    String runs = text("init").replace("\"starter\"", busy);

    assertThat(runs).isNotEqualTo(text("init"));
    assertThat(analyze(runs).confidence()).isEqualTo(Confidence.Suspected);
  }

  @Test
  void workersThatAllTakeWhatTheirOwnExecutorShouldCompleteStarveIt() throws Exception {
    Analysis analysis = analyze(text("completion"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.cause())
        .startsWith("all 4 threads of the executor 'pool-1-thread-' wait for the results");
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            JavaWaitsTest.class.getResourceAsStream(
                "/dumps/waits-" + name + "-jdk25.threadprint.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
