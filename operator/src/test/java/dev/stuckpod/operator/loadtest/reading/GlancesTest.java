package dev.stuckpod.operator.loadtest.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.member.ListedPods;
import dev.stuckpod.operator.loadtest.suspicion.Load;
import dev.stuckpod.operator.loadtest.suspicion.LockRule;
import dev.stuckpod.operator.loadtest.suspicion.LockWatch;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.window.Seen;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether a pod counts as seen after what its sidecar has told, again and again. */
class GlancesTest {

  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int MANY = Integer.MAX_VALUE;

  @Test
  void whoIsToldInFullIsSeen() {
    assertThat(isSeen(told(3, goroutines(500, 0, 0)))).isTrue();
    assertThat(isSeen(told(3, threads(0)))).isTrue();
  }

  @Test
  void whoWaitsWithoutBeingWatchedMayStandSoItIsNotSeen() {
    assertThat(isSeen(told(3, goroutines(200_000, 0, 68_928)))).isFalse();
    assertThat(isSeen(told(3, goroutines(MANY, 0, MANY)))).isFalse();
  }

  @Test
  void whoIsNotReadMayWaitSoItIsNotSeen() {
    assertThat(isSeen(told(3, goroutines(262_144, 1, 0)))).isFalse();
    assertThat(isSeen(told(3, goroutines(MANY, MANY, MANY)))).isFalse();
    assertThat(isSeen(told(3, threads(1)))).isFalse();
    assertThat(isSeen(told(3, threads(MANY)))).isFalse();
  }

  @Test
  void aSidecarThatRemembersNothingSeesNothing() {
    assertThat(isSeen(told(0, goroutines(500, 0, 0)))).isFalse();
    assertThat(isSeen(told(0, threads(0)))).isFalse();
  }

  private static boolean isSeen(Glance told) {
    PodFacts pod = PodFacts.of(PodView.of(ListedPods.running("cable")), "app");
    String containerID = String.valueOf(pod.containerID());
    LockWatch watch = LockWatch.NEW;
    Instant at = NOW;
    for (int i = 0; i < 9; i++) {
      at = at.plus(INTERVAL);
      watch = watch.next(Glances.read(told, containerID, at));
    }
    Thought thought = LockRule.judge(pod, watch, Load.Running, INTERVAL, at);
    return Seen.sees(List.of(thought));
  }

  private static Goroutines goroutines(int waiting, int unread, int unwatched) {
    return new Goroutines(
        waiting,
        unread,
        List.of(),
        List.of(new Waiters(LockKind.Mutex, waiting, unwatched, 0, 0, 0, 0, null)));
  }

  private static Threads threads(int unread) {
    return new Threads(unread == MANY ? MANY : 2048 + unread, unread, 0, 0, 0, 0, 0);
  }

  private static Glance told(int since, Goroutines goroutines) {
    return told(since, goroutines, null);
  }

  private static Glance told(int since, Threads threads) {
    return told(since, null, threads);
  }

  private static Glance told(
      int since, @Nullable Goroutines goroutines, @Nullable Threads threads) {
    return new Glance(
        7,
        42,
        ProcessInfo.GO,
        null,
        null,
        null,
        1,
        1,
        Duration.ofSeconds(since).toNanos(),
        goroutines,
        threads);
  }
}
