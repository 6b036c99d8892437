package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks and groups whose word, in memory, counts more than are on any stack. */
class MissingHolderTest {
  private static final long A = 0xc000012340L;
  private static final long B = 0xc000052340L;
  private static final String GONE = ", on no stack: returned without unlocking, or ended";

  @ParameterizedTest
  @CsvSource({
    "true, 0, Deadlock, Proven",
    "false, 0, Deadlock, Strong",
    "true, 2, Inconclusive, Suspected",
    "false, 2, Inconclusive, Suspected",
  })
  void aLockThatNobodyHoldsAnyMoreWasForgotten(
      boolean still, int unreadable, Verdict verdict, Confidence confidence) throws Exception {
    MemoryText text = still ? new MemoryText().still() : new MemoryText();
    text.locks(9, A, "main.claim() app.go:40")
        .locks(10, A, "main.claim() app.go:40")
        .locks(11, A, "main.count() app.go:50")
        .says(
            "Mutex 0xc000012340: locked, 3 waiting; queue 10 9 11",
            "held by 1 more"
                + GONE
                + (unreadable > 0
                    ? "; %d goroutines could not be read".formatted(unreadable)
                    : ""));

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(verdict);
    assertThat(analysis.confidence()).isEqualTo(confidence);
    assertThat(analysis.findings())
        .singleElement()
        .returns("unlock-missing", f -> f.kind().label())
        .satisfies(f -> assertThat(f.suggestion()).contains("claim (app.go:40), count (app.go:50)"))
        .satisfies(
            f -> assertThat(f.evidence()).anyMatch(e -> e.startsWith("memory: it is locked")));
  }

  @Test
  void isOnlySuspectedWhereSomebodyHoldsWhatCannotBeTold() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .locks(9, A, "main.claim() app.go:40")
            .locks(10, A, "main.claim() app.go:40")
            .sleeps(48, "main.keep() app.go:70")
            .says(
                "Mutex 0xc000012340: locked, 2 waiting; queue 10 9",
                "held by 1 more" + GONE + "; or one of 48, who hold what cannot be told");

    assertThat(analyze(text).findings().getFirst())
        .returns("unlock-missing", f -> f.kind().label())
        .returns(Confidence.Suspected, f -> f.confidence())
        .satisfies(f -> assertThat(f.title()).contains("no goroutine is seen to hold it"))
        .satisfies(
            f ->
                assertThat(f.evidence())
                    .contains(
                        "memory: or the one is among these, who hold something that cannot be told:"
                            + " goroutines 48"));
  }

  /**
   * By its stack 7 looks like the holder of A; memory says of it that it holds something, or not.
   */
  @ParameterizedTest
  @CsvSource({"7, ab-ba, Strong", "99, unlock-missing, Suspected"})
  void whoLooksLikeTheHolderIsTakenForItIfHeHoldsWhatCannotBeTold(
      String id, String kind, Confidence confidence) throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .locks(7, B, "main.(*box).move(0xc000012300, 0x1) app.go:25")
            .locks(8, A, "main.(*shelf).move(0xc000052300, 0x1) app.go:35")
            .says(
                "Mutex 0xc000012340: locked, 1 waiting; queue 8",
                "held by 1 more" + GONE + "; or one of " + id + ", who hold what cannot be told")
            .says(
                "Mutex 0xc000052340: locked, 1 waiting; queue 7",
                "held by 8: proven, locked in main.(*shelf).move at app.go:35, unlock deferred");

    assertThat(analyze(text).findings().getFirst())
        .returns(kind, f -> f.kind().label())
        .returns(confidence, f -> f.confidence());
  }

  /** Whoever gives the lock back wakes the first of its queue. */
  @Test
  void isNotSaidForSureWhereTheFirstInTheQueueHasRun() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .locks(9, A, "main.claim() app.go:40")
            .ran()
            .locks(10, A, "main.claim() app.go:40")
            .says("Mutex 0xc000012340: locked, 2 waiting; queue 10 9", "held by 1 more" + GONE);

    assertThat(analyze(text).confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analyze(text).verdict()).isNotEqualTo(Verdict.Deadlock);
  }

  /** A process that works may be between two calls of one who unlocks later. */
  @Test
  void isNotSaidOfAProcessThatWorksAndOfFew() throws Exception {
    MemoryText text =
        new MemoryText()
            .goroutine(5, "runnable", "", "main.serve() app.go:90")
            .locks(9, A, "main.claim() app.go:40")
            .says("Mutex 0xc000012340: locked, 1 waiting; queue 9", "held by 1 more" + GONE);

    assertThat(analyze(text).verdict()).isEqualTo(Verdict.NothingFound);
  }

  @Test
  void oneOfSeveralReadersMayBeGone() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .sleeps(7, "main.each() app.go:61")
            .writes(9, A, "main.set() app.go:40")
            .says(
                "RWMutex 0xc000012340: 3 reading, a writer waits, 0 waiting to read, 0 more to"
                    + " write; writer 9",
                "held by 7, to read, 2 times: proven, locked in main.each at app.go:61",
                "held by 1 more, to read" + GONE);

    assertThat(analyze(text).findings().getFirst())
        .returns("unlock-missing", f -> f.kind().label())
        .returns(Confidence.Proven, f -> f.confidence())
        .satisfies(f -> assertThat(f.title()).contains("one of those who locked it is gone"));
  }

  @Test
  void oneMayBeGoneAlsoWhereAnotherIsOnlySuspected() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .sleeps(7, "main.each() app.go:61")
            .writes(9, A, "main.set() app.go:40")
            .says(
                "RWMutex 0xc000012340: 2 reading, a writer waits, 0 waiting to read, 0 more to"
                    + " write; writer 9",
                "held by 7, to read: suspected, locked in main.each at app.go:61",
                "held by 1 more, to read" + GONE);

    assertThat(analyze(text).findings()).anyMatch(f -> f.kind().label().equals("unlock-missing"));
  }

  @ParameterizedTest
  @CsvSource({"true, strong, Strong", "false, strong, Suspected", "true, suspected, Suspected"})
  void aGroupWithFewerMembersThanItsCounterNeverEnds(
      boolean still, String sure, Confidence confidence) throws Exception {
    MemoryText text = still ? new MemoryText().still() : new MemoryText();
    text.joins(9, A, "main.gather() app.go:40")
        .receives(50, 0xc000056070L, "main.member() app.go:70")
        .says(
            "WaitGroup 0xc000012340: counter 7, 1 waiting; queue 9",
            "to be done by 50: %s, Done deferred".formatted(sure),
            "to be done by 6 more, on no stack");

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(confidence);
    assertThat(analysis.findings().getFirst())
        .returns("waitgroup", f -> f.kind().label())
        .satisfies(
            f ->
                assertThat(f.evidence())
                    .contains(
                        "memory: the counter is 7, and 1 goroutines will call Done",
                        "memory: 6 more are on no stack"));
  }

  @Test
  void aMainThatWaitsForEverOnPurposeIsNone() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .joins(1, A, "main.main() main.go:12")
            .says(
                "WaitGroup 0xc000012340: counter 1, 1 waiting; queue 1",
                "to be done by 1 more, on no stack");

    assertThat(analyze(text).verdict()).isEqualTo(Verdict.NothingFound);
  }

  /** In one sample a word that changes may be a lock that goes round, or one who has just come. */
  @ParameterizedTest
  @CsvSource({
    "'locked, 2 waiting, moving; queue 9 10', Inconclusive, moves: its word changed",
    "'in transition; queue 9 10', Inconclusive, moves: its word changed",
    "all have run, Contention, is contended",
    "'locked, 2 waiting; queue 9 10', Deadlock, held by",
  })
  void aWordThatMovesIsNoDeadlockInOneSample(String word, Verdict verdict, String cause)
      throws Exception {
    MemoryText text =
        new MemoryText()
            .sends(7, 0xc000056070L, "main.(*hub).add(0xc000012300) app.go:25")
            .locks(9, A, "main.(*hub).add(0xc000012300) app.go:20")
            .locks(10, A, "main.(*hub).add(0xc000012300) app.go:20")
            .says("Mutex 0xc000012340: " + word);

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(verdict);
    assertThat(analysis.cause()).contains(cause);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
  }

  /** Whoever comes waits behind the others: the lock was given back, however its holder looks. */
  @ParameterizedTest
  @CsvSource({"9 10, Deadlock", "10 9, Contention", "'9 10 ...', Deadlock"})
  void aQueueWithAnotherHeadThanBeforeIsNoDeadlock(String queue, Verdict verdict) throws Exception {
    var first = forgotten("9 10");
    var second = forgotten(queue);

    Analysis analysis = Analyzer.analyzeSeries(List.of(first.in(), second.in()), Options.DEFAULT);

    assertThat(analysis.verdict()).isEqualTo(verdict);
  }

  private static MemoryText forgotten(String queue) {
    return new MemoryText()
        .locks(9, A, "main.claim() app.go:40")
        .locks(10, A, "main.claim() app.go:40")
        .says("Mutex 0xc000012340: locked, 2 waiting; queue " + queue, "held by 1 more" + GONE);
  }

  private static Analysis analyze(MemoryText text) throws Exception {
    return Analyzer.analyze(text.in());
  }
}
