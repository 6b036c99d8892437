package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.glance.Glance;
import dev.stuckpod.goroutines.glance.Glance.Waiters;
import dev.stuckpod.goroutines.glance.Lock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real queues at real locks: those that stand are told from those that move. */
class GlanceIT {

  private static final int STUCK = 300;
  private static final int MOVING = 40;
  private static final int MANY = 20_000;

  private static final SortedMap<Long, Integer> NOBODY = Collections.emptySortedMap();

  @ParameterizedTest
  @ValueSource(strings = {"1.20.14", "1.27.0", GoProgram.LOCAL})
  void aQueueThatStandsHasNotRunSinceItWasFirstSeen(String version) throws Exception {
    try (GoProgram app = GoProgram.start(build(version), Integer.toString(STUCK), "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      Glance first = live.glance(1_000_000_000);
      Glance second = live.glance(4_000_000_000L);
      Glance third = live.glance(11_000_000_000L);

      assertThat(first.sinceNanos()).isZero();
      assertThat(withoutOthers(first))
          .containsExactly(
              new Waiters(Lock.MUTEX, STUCK + 1, 0, 0, 0, 0, 0, NOBODY),
              new Waiters(Lock.RW_MUTEX_READ, STUCK, 0, 0, 0, 0, 0, NOBODY),
              new Waiters(Lock.RW_MUTEX_WRITE, 1, 0, 0, 0, 0, 0, NOBODY));
      assertThat(second.sinceNanos()).isEqualTo(3_000_000_000L);
      assertThat(third.sinceNanos()).isEqualTo(7_000_000_000L);
      assertThat(withoutOthers(third))
          .containsExactly(
              new Waiters(Lock.MUTEX, STUCK + 1, 0, STUCK + 1, 0, 10_000_000_000L, 3, NOBODY),
              new Waiters(Lock.RW_MUTEX_READ, STUCK, 0, STUCK, 0, 10_000_000_000L, 3, NOBODY),
              new Waiters(Lock.RW_MUTEX_WRITE, 1, 0, 1, 0, 10_000_000_000L, 3, NOBODY));
      assertThat(third.unread()).isZero();
      assertThat(live.glance(31_000_000_000L).waiters())
          .filteredOn(group -> group.lock() != Lock.SEMAPHORE)
          .allSatisfy(
              group ->
                  assertThat(group.older())
                      .containsEntry(30_000_000_000L, group.count())
                      .doesNotContainKey(40_000_000_000L));
      assertThat(third.states().values().stream().mapToInt(n -> n).sum()).isEqualTo(third.count());
    }
  }

  /** So the runtime of these versions calls everything that waits for a semaphore. */
  @Test
  void beforeGo120TheKindsOfLocksAreNotToldApart() throws Exception {
    try (GoProgram app = GoProgram.start(build("1.19.13"), Integer.toString(STUCK), "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.glance(1);

      assertThat(live.glance(2).waiters())
          .containsExactly(
              new Waiters(Lock.SEMAPHORE, 2 * STUCK + 3, 0, 2 * STUCK + 3, 0, 0, 2, NOBODY));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19.13", GoProgram.LOCAL})
  void aQueueThatMovesHasRun(String version) throws Exception {
    try (GoProgram app = GoProgram.start(build(version), "0", Integer.toString(MOVING));
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.glance(0);
      int stayed = 0;
      int left = 0;
      for (int i = 1; i <= 12 || left <= 4 * MOVING && i <= 48; i++) {
        // each has its turn some times: a turn is 0.2 ms; few wait where others have the processors
        app.work(Duration.ofMillis(150 + 11L * (i % 12)));
        Glance glance = live.glance(i * 1_000_000_000L);
        for (Waiters group : locks(glance)) {
          stayed += group.notRun();
          left += group.left();
          assertThat(group.oldestLooks()).as(glance.toString()).isLessThanOrEqualTo(3);
        }
      }

      assertThat(left).isGreaterThan(4 * MOVING);
      assertThat(stayed).as("by chance, one in 256").isLessThan(left / 8);
    }
  }

  @Test
  void twentyThousandAreSeenAndTheProcessDoesNotNotice() throws Exception {
    Path program = GoProgram.build("busy", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, "0", Integer.toString(MANY), "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.glance(0);
      long[] before = Footprint.of(app.proc());

      Glance glance = live.glance(1_000_000);

      assertThat(Footprint.of(app.proc())).isEqualTo(before);
      assertThat(glance.count()).isGreaterThanOrEqualTo(MANY + 1);
      assertThat(glance.states()).containsEntry("chan receive", MANY / 2);
      assertThat(glance.waiters())
          .containsExactly(new Waiters(Lock.MUTEX, MANY / 2, 0, MANY / 2, 0, 1_000_000, 2, NOBODY));
      assertThat(glance.unread()).isZero();
    }
  }

  @Test
  void whoEndsIsGone() throws Exception {
    try (GoProgram app = GoProgram.start(build(GoProgram.LOCAL), "1", "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.glance(0);
      app.quit();

      assertThatThrownBy(() -> live.glance(1))
          .isInstanceOfSatisfying(
              UnreadableException.class,
              why -> assertThat(why.obstacle()).isEqualTo(Obstacle.GONE));
    }
  }

  /** Without the one that waits for a WaitGroup, which is among them in old versions. */
  private static List<Waiters> locks(Glance glance) {
    List<Waiters> apart = withoutOthers(glance);
    return apart.isEmpty()
        ? glance.waiters().stream()
            .map(g -> new Waiters(g.lock(), g.count(), 0, g.notRun() - 1, g.left(), 0, 0, NOBODY))
            .toList()
        : apart;
  }

  private static List<Waiters> withoutOthers(Glance glance) {
    return glance.waiters().stream().filter(group -> group.lock() != Lock.SEMAPHORE).toList();
  }

  private static Path build(String version) throws Exception {
    return GoProgram.build("queues", version, Build.STRIPPED);
  }
}
