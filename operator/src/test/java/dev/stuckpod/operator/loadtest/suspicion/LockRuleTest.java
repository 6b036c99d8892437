package dev.stuckpod.operator.loadtest.suspicion;

import static dev.stuckpod.operator.glance.LockState.Mutex;
import static dev.stuckpod.operator.glance.LockState.RWMutexRead;
import static dev.stuckpod.operator.glance.LockState.RWMutexWrite;
import static dev.stuckpod.operator.glance.LockState.Semaphore;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockGroup;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is suspected of pods by who waits in them, row by row. A glance is made every 3 s. */
class LockRuleTest {

  private static final String LOCKS = "locks";

  record Row(
      String name,
      IntFunction<List<LockGroup>> groups,
      int now,
      Load load,
      IntPredicate answered,
      IntFunction<Long> process,
      UnaryOperator<PodFactsBuilder> pod,
      IntPredicate first,
      int unwatched,
      String expected) {

    Row(String name, int now, IntFunction<List<LockGroup>> groups, Object expected) {
      this(
          name,
          groups,
          now,
          Load.Running,
          _ -> true,
          _ -> 7L,
          p -> p,
          i -> i == 0,
          0,
          expected.toString());
    }

    Row load(Load its) {
      return new Row(name, groups, now, its, answered, process, pod, first, unwatched, expected);
    }

    Row answered(IntPredicate which) {
      return new Row(name, groups, now, load, which, process, pod, first, unwatched, expected);
    }

    Row process(IntFunction<Long> start) {
      return new Row(name, groups, now, load, answered, start, pod, first, unwatched, expected);
    }

    Row pod(UnaryOperator<PodFactsBuilder> how) {
      return new Row(name, groups, now, load, answered, process, how, first, unwatched, expected);
    }

    Row first(IntPredicate which) {
      return new Row(name, groups, now, load, answered, process, pod, which, unwatched, expected);
    }

    Row unwatched(int many) {
      return new Row(name, groups, now, load, answered, process, pod, first, many, expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All wait since the first glance, and nobody runs; more come. */
  private static LockGroup stands(LockState state, int i, int more) {
    return group(state, 128 + more * i, seconds(3 * i), i == 0 ? 0 : 128 + more * (i - 1));
  }

  /** So many leave between two glances, and as many come. */
  private static LockGroup drains(int queue, int leave, int longest) {
    return group(Mutex, queue, seconds(longest), Math.max(0, queue - leave));
  }

  /** The first was seen at each glance since he stands. */
  private static LockGroup group(LockState state, int count, long longest, int notRun) {
    int looks = notRun == 0 ? 0 : (int) (longest / seconds(3)) + 1;
    return new LockGroup(state, count, longest, looks, notRun, null);
  }

  /** Whoever is first is another one each time, or seems to be the same one for so many looks. */
  private static LockGroup seems(int count, int longest, int looks, int notRun) {
    return new LockGroup(Mutex, count, seconds(longest), looks, notRun, null);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static LockGroup threads(int all, int standing) {
    return new LockGroup(LockState.Thread, all, seconds(600), 0, standing, null);
  }

  static List<Row> rows() {
    return List.of(
        new Row(
            "a deadlock of readers, after 12 s", 4, i -> List.of(stands(RWMutexRead, i, 0)), LOCKS),
        new Row("of writers", 4, i -> List.of(stands(RWMutexWrite, i, 0)), LOCKS),
        new Row("of a mutex", 4, i -> List.of(stands(Mutex, i, 0)), LOCKS),
        new Row("more come", 4, i -> List.of(stands(Mutex, i, 40)), LOCKS),
        new Row("two threads without a load", 4, i -> List.of(stands(Mutex, i, 0)), LOCKS)
            .load(Load.Ended),
        new Row("before the load", 4, i -> List.of(stands(Mutex, i, 0)), LOCKS).load(Load.Calm),
        new Row("while it is deleted", 4, i -> List.of(stands(Mutex, i, 0)), LOCKS)
            .pod(pod -> pod.terminating(true)),
        new Row(
            "one alone", 4, i -> List.of(group(Mutex, 1, seconds(3 * i), i == 0 ? 0 : 1)), LOCKS),
        new Row("after 9 s", 3, i -> List.of(stands(Mutex, i, 0)), Why.NotLongEnough),
        new Row("nobody waits", 9, _ -> List.of(), Why.NobodyWaits),
        new Row(
            "many wait, each for a moment",
            9,
            _ -> List.of(group(Mutex, 900, seconds(0), 0)),
            Why.NobodyWaits),
        new Row(
            "23,000 behind a lock that drains",
            6,
            i -> List.of(drains(23_000 - 1000 * i, 1000, 3 * i)),
            Why.NotLongEnough),
        new Row(
            "the same, in a queue that stays as long",
            20,
            _ -> List.of(drains(23_000, 1500, 19)),
            Why.NotLongEnough),
        new Row(
            "a deadlock beside a lock that drains",
            7,
            i -> List.of(group(Mutex, 50, seconds(3 * i), i == 0 ? 0 : 2)),
            LOCKS),
        new Row(
            "it was a while ago",
            9,
            i -> i < 8 ? List.of(stands(Mutex, i, 0)) : List.of(),
            Why.NobodyWaits),
        new Row("one glance", 0, _ -> List.of(stands(Mutex, 9, 0)), Why.Learning),
        new Row("two glances of a new operator", 1, i -> List.of(stands(Mutex, 9 + i, 0)), LOCKS),
        new Row("no glance", 9, i -> List.of(stands(Mutex, i, 0)), Why.NothingRead)
            .answered(_ -> false),
        new Row("none of late", 20, i -> List.of(stands(Mutex, i, 0)), Why.NotCovered)
            .answered(i -> i < 14),
        new Row(
                "none for three minutes, then one",
                65,
                i -> List.of(stands(Mutex, i, 0)),
                Why.Learning)
            .answered(i -> i < 5 || i == 65),
        new Row("a sidecar that forgets", 9, _ -> List.of(group(Mutex, 128, 0, 0)), Why.Learning)
            .first(_ -> true),
        new Row("a sidecar that has begun anew", 9, i -> List.of(stands(Mutex, i, 0)), Why.Learning)
            .first(i -> i == 9),
        new Row(
                "one more glance of a sidecar that has begun anew",
                9,
                _ -> List.of(seems(5, 3, 2, 5)),
                Why.NotLongEnough)
            .first(i -> i == 8),
        new Row("nobody waits of those it can watch", 9, _ -> List.of(), Why.NotAllWatched)
            .unwatched(1),
        new Row(
                "somebody waits among those it can watch",
                9,
                _ -> List.of(group(Mutex, 900, seconds(3), 1)),
                Why.NotAllWatched)
            .unwatched(700),
        new Row("stuck among those it can watch", 9, i -> List.of(stands(Mutex, i, 0)), LOCKS)
            .unwatched(700),
        new Row(
            "glances a minute apart: four of 1,000 that run have done so 256 times",
            9,
            _ -> List.of(seems(1000, 60, 2, 4)),
            Why.NotLongEnough),
        new Row("and once more", 9, _ -> List.of(seems(1000, 120, 3, 1)), Why.NotLongEnough),
        new Row("glances a minute apart: one stands", 9, _ -> List.of(seems(9, 180, 4, 1)), LOCKS),
        new Row("all have seemed to stand", 9, _ -> List.of(seems(2, 60, 2, 2)), Why.NotLongEnough),
        new Row("all stand, a minute apart", 9, _ -> List.of(seems(2, 120, 3, 2)), LOCKS),
        new Row("another process", 9, i -> List.of(stands(Mutex, i, 0)), Why.Learning)
            .process(i -> i < 9 ? 7L : 8L),
        new Row("another container", 9, i -> List.of(stands(Mutex, i, 0)), Why.NothingRead)
            .pod(pod -> pod.containerID("containerd://b")),
        new Row("does not run", 9, i -> List.of(stands(Mutex, i, 0)), Why.NotRunning)
            .pod(pod -> pod.running(false)),
        new Row(
            "Go 1.19: as many as at first wait for a WaitGroup",
            20,
            i -> List.of(group(Semaphore, 5, seconds(100 + i), i == 0 ? 0 : 5)),
            Why.NotLongEnough),
        new Row(
            "Go 1.19: more than at first",
            20,
            i -> List.of(group(Semaphore, i < 5 ? 5 : 25, seconds(3 * i), i < 5 ? 5 : 25)),
            LOCKS),
        new Row("threads at work", 20, i -> List.of(threads(40, 20 + i % 2)), Why.NobodyWaits),
        new Row(
            "threads that worked stand, for 12 s",
            14,
            i -> List.of(threads(40, i < 10 ? 20 : 28)),
            LOCKS),
        new Row(
            "threads that worked stand, for 6 s",
            12,
            i -> List.of(threads(40, i < 10 ? 20 : 28)),
            Why.NobodyWaits),
        new Row(
                "threads rest as the load ends",
                20,
                i -> List.of(threads(40, i < 10 ? 20 : 28)),
                Why.NobodyWaits)
            .load(Load.Ended));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsThoughtOfAPod(Row row) {
    assertThat(StillnessRuleTest.word(judge(row))).isEqualTo(row.expected());
  }

  @Test
  void itSaysWhoWaitsAndSinceWhen() {
    var row =
        new Row(
            "",
            4,
            i -> List.of(stands(RWMutexRead, i, 0), group(RWMutexWrite, 1, seconds(3 * i), 1)),
            LOCKS);
    var wait = (Suspicion.LockWait) ((Thought.Suspect) judge(row)).suspicion();
    assertThat(wait.state()).as("the pending writer says more").isEqualTo(RWMutexWrite);
    assertThat(wait.since()).isEqualTo(Tape.START);
    assertThat(wait.longest()).isEqualTo(Duration.ofSeconds(12));
    assertThat(wait.message())
        .isEqualTo(
            "1 goroutines wait to lock a sync.RWMutex, and none of them runs; the first has not run"
                + " for 12s.");
  }

  @Test
  void aGlanceIsDueBeforeItsTurnWhenItMayShowThatAllHaveStoodForLongEnough() {
    IntFunction<List<LockGroup>> stand = i -> List.of(stands(Mutex, i, 0));
    assertThat(LockRule.due(watch(new Row("first", 0, stand, "")))).isEmpty();
    Instant tenSecondsAfterTheFirst = Tape.START.plusSeconds(10).plusMillis(100);
    assertThat(LockRule.due(watch(new Row("seen twice", 1, stand, ""))))
        .contains(tenSecondsAfterTheFirst);
    assertThat(LockRule.due(watch(new Row("seen four times", 3, stand, ""))))
        .contains(tenSecondsAfterTheFirst);
    assertThat(LockRule.due(watch(new Row("suspected", 4, stand, "")))).isEmpty();
    Row drains = new Row("drains", 3, i -> List.of(drains(128, 20, 3 * i)), "");
    assertThat(LockRule.due(watch(drains))).isEmpty();
    Row semaphore = new Row("semaphore", 3, i -> List.of(stands(Semaphore, i, 0)), "");
    assertThat(LockRule.due(watch(semaphore))).isEmpty();
  }

  private static Thought judge(Row row) {
    LockWatch watch = watch(row);
    Instant now = Tape.at(row.now());
    return LockRule.judge(
        row.pod().apply(Tape.pod("a")).build(), watch, row.load(), Tape.INTERVAL, now);
  }

  private static LockWatch watch(Row row) {
    LockWatch watch = LockWatch.NEW;
    for (int i = 0; i <= row.now(); i++) {
      if (row.answered().test(i)) {
        watch =
            watch.next(
                new Glance(
                    Tape.at(i),
                    "containerd://a",
                    row.process().apply(i),
                    row.first().test(i),
                    row.unwatched(),
                    Sort.Locks,
                    row.groups().apply(i)));
      }
    }
    return watch;
  }
}
