package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who blocks whom: the roots of all waits, by all who wait behind them. */
class BlockersTest {
  private static final String LOADER = "<0x00000000e0001000> (a shop.Loader)";
  private static final String CACHE = "<0x00000000e0002000> (a shop.Cache)";
  private static final String LOG = "<0x00000000e0003000> (a shop.Journal)";

  private static String reads(String name, int number, String lock) {
    return thread(
        name,
        number,
        "RUNNABLE",
        "at java.net.SocketInputStream.socketRead0(Native Method)",
        "at java.net.SocketInputStream.read(SocketInputStream.java:171)",
        "at shop.Loader.fetch(Loader.java:40)",
        "- locked " + lock,
        "at shop.Loader.load(Loader.java:20)");
  }

  private static String waits(String name, int number, String lock, String... more) {
    String[] lines = new String[2 + more.length];
    lines[0] = "at shop.%s.use(%1$s.java:11)".formatted(lock.replaceAll(".*shop[.]|[)]", ""));
    lines[1] = "- waiting to lock " + lock;
    System.arraycopy(more, 0, lines, 2, more.length);
    return thread(name, number, "BLOCKED (on object monitor)", lines);
  }

  /** Twenty wait for the cache, whose holder waits for the loader, as do four others. */
  private static final String PILE =
      reads("first", 10, LOADER)
          + Small.times(4, i -> waits("load-" + i, 20 + i, LOADER))
          + waits("cache", 30, LOADER, "at shop.Cache.fill(Cache.java:9)", "- locked " + CACHE)
          + Small.times(20, i -> waits("use-" + i, 40 + i, CACHE));

  @Test
  void theRootOfAPileUpIsTheOneBehindWhomMostWaitAndNotTheLockWithMostWaiters() throws Exception {
    Analysis analysis = explain(Small.java(PILE));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    Finding first = analysis.findings().getFirst();
    assertThat(first.resource().type()).isEqualTo("shop.Loader");
    assertThat(first.title())
        .contains("5 threads wait for the lock, 25 with those behind them")
        .contains("Loader.fetch (Loader.java:40)");
    assertThat(first.participants().stream().mapToInt(Finding.Participant::count).sum())
        .isEqualTo(26);
  }

  @Test
  void everyReportTellsRootBlockersByAllTheirVictims() throws Exception {
    Analysis analysis = explain(Small.java(PILE));

    Analysis.Blocker root = Objects.requireNonNull(analysis.blockers()).getFirst();
    assertThat(root.victims()).isEqualTo(25);
    assertThat(root.direct()).isEqualTo(5);
    assertThat(root.holders()).extracting(Analysis.Held::id).containsExactly("\"first\" #10");
    assertThat(root.ids()).hasSize(20);
    assertThat(PlainText.of(analysis).text())
        .contains("Who blocks whom:")
        .contains("\"first\" #10 holds monitor shop.Loader in shop.Loader.fetch (Loader.java:40)")
        .contains("25 wait behind it, 5 of them directly: ")
        .contains("and 20 more");
    assertThat(Markdown.of(analysis, null).text())
        .contains("Who blocks whom")
        .contains("25 wait behind it");
    assertThat(new ObjectMapper().valueToTree(analysis).at("/blockers/0/victims").asInt())
        .isEqualTo(25);
  }

  @Test
  void whoBlocksWhomIsToldBehindADeadlockToo() throws Exception {
    String circle =
        waits("a", 1, LOG, "at shop.A.a(A.java:2)", "- locked " + CACHE)
            + waits("b", 2, CACHE, "at shop.B.b(B.java:2)", "- locked " + LOG);
    String behind =
        waits("c", 3, CACHE, "at shop.C.c(C.java:2)", "- locked " + LOADER)
            + waits("d", 4, LOADER)
            + waits("e", 5, LOADER);

    Analysis analysis = explain(Small.java(circle, behind));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    Finding deadlock = analysis.findings().getFirst();
    assertThat(deadlock.participants())
        .flatExtracting(Finding.Participant::ids)
        .contains("\"c\" #3", "\"d\" #4", "\"e\" #5");
    assertThat(deadlock.evidence()).anyMatch(e -> e.startsWith("3 wait behind them"));
    Analysis.Blocker root = Objects.requireNonNull(analysis.blockers()).getFirst();
    assertThat(root.holders())
        .extracting(Analysis.Held::id)
        .containsExactlyInAnyOrder("\"a\" #1", "\"b\" #2");
    assertThat(root.victims()).isEqualTo(3);
    assertThat(PlainText.of(analysis).text())
        .contains("3 wait behind them, who wait for each other, 1 of them directly");
  }

  @Test
  void aCircleIsToldAsWhoHoldsWhatAndWaitsForWhom() throws Exception {
    String circle =
        waits("a", 1, LOG, "at shop.A.a(A.java:2)", "- locked " + CACHE)
            + waits("b", 2, CACHE, "at shop.B.b(B.java:2)", "- locked " + LOG);

    assertThat(explain(Small.java(circle)).findings().getFirst().evidence())
        .containsExactly(
            "\"b\" #2 holds the monitor shop.Journal and waits in Cache.use (Cache.java:11) for the"
                + " monitor shop.Cache, which \"a\" #1 holds",
            "\"a\" #1 holds the monitor shop.Cache and waits in Journal.use (Journal.java:11) for"
                + " the monitor shop.Journal, which \"b\" #2 holds");
  }

  @Test
  void severalCrowdsAtOnceAreAllTold() throws Exception {
    Analysis analysis =
        explain(
            Small.java(
                reads("one", 10, LOADER),
                Small.times(12, i -> waits("load-" + i, 20 + i, LOADER)),
                reads("two", 11, LOG),
                Small.times(15, i -> waits("log-" + i, 40 + i, LOG))));

    assertThat(analysis.findings())
        .extracting(f -> f.resource().type())
        .containsExactly("shop.Journal", "shop.Loader");
    assertThat(Objects.requireNonNull(analysis.blockers()))
        .extracting(Analysis.Blocker::victims)
        .containsExactly(15, 12);
  }

  private static String sleeps(String state, String call) {
    return thread(
        "first",
        10,
        state,
        "at " + call,
        "at shop.Loader.fetch(Loader.java:40)",
        "- locked " + LOADER,
        "at shop.Loader.load(Loader.java:20)");
  }

  private static final String WORKS =
      thread("works", 50, "RUNNABLE", "at shop.Till.count(Till.java:12)");

  @Test
  void aSleepUnderALockWithTwoBlockedIsContentionWhereNothingElseExplains() throws Exception {
    String two = waits("a", 1, LOADER) + waits("b", 2, LOADER);
    String sleeper = sleeps("TIMED_WAITING (sleeping)", "java.lang.Thread.sleep(Native Method)");

    Analysis analysis = explain(Small.java(WORKS, sleeper, two));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause()).contains("held by Loader.fetch (Loader.java:40)", "sleeps");
  }

  @Test
  void oneThatWorksUnderALockWithTwoBlockedIsNoAlarm() throws Exception {
    String two = waits("a", 1, LOADER) + waits("b", 2, LOADER);

    assertThat(explain(Small.java(sleeps("RUNNABLE", "shop.Loader.parse(Loader.java:70)"), two)))
        .returns(Verdict.NothingFound, Analysis::verdict)
        .satisfies(a -> assertThat(a.cause()).contains("at this moment 2 wait for a lock"));
  }
}
