package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of something wait at one condition of a lock, in a JVM. */
class LostSignalTest {
  private static String awaits(int number, String state, String... calls) {
    return thread(
        "shelf-" + number,
        number,
        state,
        Stream.concat(
                Stream.of(
                    "at jdk.internal.misc.Unsafe.park(java.base@25/Native Method)",
                    "- parking to wait for <0x00000000e0001000> (a"
                        + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject)",
                    "at java.util.concurrent.locks.LockSupport.park(java.base@25/LockSupport.java:369)"),
                Stream.of(calls))
            .toArray(String[]::new));
  }

  private static final String AWAIT =
      "at java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await(java.base@25/AbstractQueuedSynchronizer.java:1752)";

  @ParameterizedTest
  @ValueSource(strings = {"sigquit", "threadprint"})
  void aSignalThatWentToTheWrongSideIsFound(String form) throws Exception {
    Analysis analysis =
        explain(
            Files.readString(
                Path.of("../corpus/dumps/java-lost-signal.jdk25.%s.txt".formatted(form))));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.cause())
        .startsWith("12 threads wait for one condition, Corpus$Shelf.")
        .contains("Corpus$Shelf.put (", "Corpus$Shelf.take (")
        .endsWith("and nobody is left to notify them");
    assertThat(analysis.findings().getFirst().resource().kind()).isEqualTo("Cond");
  }

  @Test
  void whoWaitsForATimeGoesOnByItself() throws Exception {
    String timed = "TIMED_WAITING (parking)";

    assertThat(
            explain(
                    Small.java(
                        awaits(1, timed, AWAIT, "at shop.Shelf.put(Shelf.java:12)"),
                        awaits(2, timed, AWAIT, "at shop.Shelf.take(Shelf.java:24)")))
                .findings())
        .isEmpty();
  }

  /** Workers of several kinds that wait for work in a queue of the JDK. */
  @Test
  void whoWaitsInAQueueOfTheJdkIsIdle() throws Exception {
    List<String> kinds = List.of("Mailer.run(Mailer.java:9)", "Printer.run(Printer.java:17)");
    String dump =
        Small.times(
            6,
            i ->
                awaits(
                    i + 1,
                    "WAITING (parking)",
                    AWAIT,
                    "at java.util.concurrent.LinkedBlockingQueue.take(java.base@25/LinkedBlockingQueue.java:435)",
                    "at shop." + kinds.get(i % 2)));

    assertThat(explain(Small.java(dump)).findings()).isEmpty();
  }

  @Test
  void whoeverWaitsInOneFunctionAloneIsIdle() throws Exception {
    String dump =
        Small.times(
            6, i -> awaits(i + 1, "WAITING (parking)", AWAIT, "at shop.Shelf.take(Shelf.java:24)"));

    assertThat(explain(Small.java(dump)).findings()).isEmpty();
  }
}
