package dev.stuckpod.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.glance.Sort;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.PodReadings;
import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is thought of a pod by who waits in it, row by row. */
class LockWaitRuleTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration PACE = Duration.ofSeconds(10);

  record Row(String name, int atLeast, @Nullable Sight sight, Reason reason, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        row(
            "one waits",
            1,
            seen(mutex(1, 30, 4, 1)),
            Reason.LockWait,
            "1 goroutines wait to lock a sync.Mutex and have not run for 30s; the first has not for"
                + " 30s."),
        row(
            "for long",
            1,
            seen(mutex(9, 95, 9, 3)),
            Reason.LockWait,
            "the first has not for 1m35s."),
        row(
            "not for so long",
            1,
            seen(mutex(9, 29, 9, 0)),
            Reason.LocksMove,
            "9 goroutines wait for locks and have not run since the glance before, 0 of them for"
                + " 30s: from 1 on it counts."),
        row("in three glances", 1, seen(mutex(9, 60, 3, 0)), Reason.LocksMove, "0 of them"),
        row("nobody waits", 1, seen(), Reason.LocksMove, "Nobody waits"),
        row("all have run", 1, seen(mutex(0, 0, 0, 0)), Reason.LocksMove, "Nobody waits"),
        row("enough of them", 5, seen(mutex(9, 40, 5, 5)), Reason.LockWait, "5 goroutines"),
        row(
            "too few of them",
            5,
            seen(mutex(9, 40, 5, 4)),
            Reason.LocksMove,
            "4 of them for 30s: from 5 on"),
        row(
            "locks together",
            5,
            seen(
                mutex(9, 40, 5, 2),
                group(LockState.RWMutexWrite, 1, 40, 5, 1),
                group(LockState.RWMutexRead, 3, 40, 5, 2)),
            Reason.LockWait,
            "1 goroutines wait to lock a sync.RWMutex and have not run for 30s; the first has not"
                + " for 40s. 2 goroutines wait to read-lock"),
        row(
            "stuck at the second glance of a new operator",
            1,
            seen(NOW.minusSeconds(10), 0, Sort.Locks, mutex(1, 300, 30, 1)),
            Reason.LockWait,
            "5m."),
        row(
            "at the first glance of a new operator, which may be of a queue that moves",
            1,
            moved(null, mutex(9, 300, 30, 9)),
            Reason.WindowNotCovered,
            "is told by the next"),
        row(
            "a long queue whose first has gone on",
            1,
            moved(Set.of(LockState.Mutex), mutex(9, 40, 5, 9)),
            Reason.LocksMove,
            "9 goroutines wait for locks and have not run for 30s, but whoever waited for the"
                + " longest has gone on"),
        row(
            "one that stands beside a queue that moves",
            1,
            moved(
                Set.of(LockState.Mutex),
                mutex(9, 40, 5, 9),
                group(LockState.RWMutexRead, 3, 40, 5, 2)),
            Reason.LockWait,
            "2 goroutines wait to read-lock a sync.RWMutex and have not run for 30s; the first has"
                + " not for 40s."),
        row(
            "too few beside a queue that moves",
            3,
            moved(
                Set.of(LockState.Mutex),
                mutex(9, 40, 5, 9),
                group(LockState.RWMutexRead, 3, 40, 5, 2)),
            Reason.LocksMove,
            "a queue that moves"),
        row(
            "stuck among those it can watch",
            1,
            seen(NOW.minusSeconds(99), 700, Sort.Locks, mutex(1, 30, 4, 1)),
            Reason.LockWait,
            "30s"),
        row(
            "not all are watched",
            1,
            seen(NOW.minusSeconds(99), 700, Sort.Locks),
            Reason.NotAllWatched,
            "Of 700 of its goroutines"),
        row(
            "two glances",
            1,
            seen(NOW.minusSeconds(12), 0, Sort.Locks, mutex(3, 10, 2, 0)),
            Reason.WindowNotCovered,
            "remembers glances of 10s: of 30s it can be judged"),
        row(
            "glances of 30 s",
            1,
            seen(NOW.minusSeconds(32), 0, Sort.Locks),
            Reason.LocksMove,
            "Nobody"),
        row(
            "Go 1.19",
            1,
            seen(NOW.minusSeconds(99), 0, Sort.Semaphores, group(LockState.Semaphore, 5, 40, 5, 5)),
            Reason.LocksNotTold,
            "before 1.20"),
        row(
            "Go 1.19 in which nobody stands",
            1,
            seen(NOW.minusSeconds(99), 0, Sort.Semaphores),
            Reason.LocksMove,
            "Nobody"),
        row(
            "a JVM",
            1,
            seen(NOW.minusSeconds(99), 0, Sort.Threads),
            Reason.LocksNotTold,
            "use a threads rule"),
        row(
            "an older sidecar: one stands",
            1,
            seen(old(9, 40, 5)),
            Reason.LockWait,
            "1 goroutines"),
        row(
            "an older sidecar: how many stand",
            5,
            seen(old(9, 40, 5)),
            Reason.NoGlance,
            "too old to tell how many"),
        row(
            "an older sidecar: nobody stands",
            5,
            seen(old(9, 20, 5)),
            Reason.LocksMove,
            "0 of them"),
        row(
            "a sidecar from before glances",
            1,
            new Sight.Unseen("The sidecar of pod hub is too old to glance: restart it."),
            Reason.NoGlance,
            "too old to glance"),
        row(
            "before the first one",
            1,
            new Sight.NotYet(PACE),
            Reason.WindowNotCovered,
            "within 10s"),
        row("no sight of it", 1, null, Reason.NoGlance, "There is no glance of it"),
        row(
            "the last one is late",
            1,
            late(33, mutex(1, 30, 4, 1)),
            Reason.GlanceLate,
            "33s ago, and one is to be made every 10s: the operator gets round to each pod every"
                + " 1m40s."),
        row("two were missed", 1, late(30, mutex(1, 30, 4, 1)), Reason.LockWait, "30s"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void thinksAsTheRowSays(Row row) {
    Judge judge = judge(row);
    PodFacts pod = JudgeTest.pod().build();

    Decision decision = judge.decide(pod);

    assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    assertThat(decision.message()).contains(row.says()).endsWith(".");
    List<Clause> clauses = judge.clauses(pod);
    assertThat(clauses.stream().allMatch(Clause::holds))
        .isEqualTo(decision instanceof Decision.Stuck);
    assertThat(clauses.getLast().message()).isEqualTo(decision.message());
  }

  @Test
  void eachClauseIsToldWithItsNumbers() {
    Judge judge = judge(row("", 5, late(7, mutex(9, 40, 5, 4)), Reason.LocksMove, ""));

    assertThat(judge.clauses(JudgeTest.pod().build()))
        .extracting(Clause::clause, Clause::metric, Clause::value, Clause::threshold)
        .containsExactly(
            tuple("glance", "sidecar", "7s ago", "every 10s"),
            tuple("locks", "locks", "4", "at least 5 for 30s"));
  }

  @Test
  void evidenceNamesEachKindOfLock() {
    Judge judge =
        judge(
            row(
                "",
                3,
                seen(mutex(9, 40, 5, 2), group(LockState.RWMutexRead, 3, 40, 5, 1)),
                Reason.LockWait,
                ""));

    assertThat(((Decision.Stuck) judge.decide(JudgeTest.pod().build())).evidence())
        .extracting(Evidence::clause, Evidence::metric, Evidence::value)
        .containsExactly(tuple("locks", "rwmutexread", "1"), tuple("locks", "mutex", "2"));
  }

  @Test
  void aContainerThatIsYoungerIsNotJudged() {
    Judge judge = judge(row("", 1, seen(mutex(1, 30, 4, 1)), Reason.LockWait, ""));

    assertThat(judge.decide(JudgeTest.pod().startedAt(NOW.minusSeconds(29)).build()).reason())
        .isEqualTo(Reason.TooYoung);
  }

  private static Judge judge(Row row) {
    Rule rule = new Rule.LockWait("locks", Duration.ofSeconds(30), row.atLeast(), PACE);
    Map<String, PodReadings> readings =
        row.sight() == null ? Map.of() : Map.of("hub", new PodReadings.Glanced(row.sight()));
    return new Judge(
        rule, List.of(JudgeTest.pod().build()), new Answer.Given(NOW, readings), Map.of(), NOW);
  }

  private static Row row(
      String name, int atLeast, @Nullable Sight sight, Reason reason, String says) {
    return new Row(name, atLeast, sight, reason, says);
  }

  private static Sight seen(LockGroup... groups) {
    return seen(NOW.minusSeconds(99), 0, Sort.Locks, groups);
  }

  private static Sight moved(@Nullable Set<LockState> moved, LockGroup... groups) {
    return new Sight.Seen(
        NOW.minusSeconds(99), glance(NOW.minusSeconds(2), 0, Sort.Locks, groups), PACE, moved);
  }

  private static Sight late(int seconds, LockGroup... groups) {
    return new Sight.Seen(
        NOW.minusSeconds(200),
        glance(NOW.minusSeconds(seconds), 0, Sort.Locks, groups),
        Duration.ofSeconds(100),
        Set.of());
  }

  private static Sight seen(Instant since, int unwatched, Sort sort, LockGroup... groups) {
    return new Sight.Seen(
        since, glance(NOW.minusSeconds(2), unwatched, sort, groups), PACE, Set.of());
  }

  private static Glance glance(Instant at, int unwatched, Sort sort, LockGroup... groups) {
    return new Glance(at, "containerd://1", 7, false, unwatched, sort, List.of(groups));
  }

  /** So many stand for 30 s. */
  private static LockGroup mutex(int notRun, int longest, int looks, int standing) {
    return group(LockState.Mutex, notRun, longest, looks, standing);
  }

  private static LockGroup group(
      LockState state, int notRun, int longest, int looks, int standing) {
    return new LockGroup(
        state,
        notRun,
        Duration.ofSeconds(longest).toNanos(),
        looks,
        notRun,
        standing == 0 ? Map.of() : Map.of(Duration.ofSeconds(30).toNanos(), standing));
  }

  private static LockGroup old(int notRun, int longest, int looks) {
    return new LockGroup(
        LockState.Mutex, notRun, Duration.ofSeconds(longest).toNanos(), looks, notRun, null);
  }
}
