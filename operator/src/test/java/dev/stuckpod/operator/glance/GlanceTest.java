package dev.stuckpod.operator.glance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a queue has moved between two glances, told by who waits for the longest. */
class GlanceTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);

  static Stream<Arguments> rows() {
    return Stream.of(
        row("the first is the same", mutex(40, 9), mutex(50, 9), Set.of()),
        row("more have come behind him", mutex(40, 9), mutex(50, 30), Set.of()),
        row("the sidecar looked a little earlier", mutex(40, 9), mutex(47, 9), Set.of()),
        row("it was late at the glance before", mutex(40, 9), mutex(54, 9), Set.of()),
        row(
            "the first has gone, the next has waited for as long",
            mutex(40, 9),
            mutex(40, 9),
            Set.of(LockState.Mutex)),
        row("the queue is shorter", mutex(40, 9), mutex(12, 2), Set.of(LockState.Mutex)),
        row("nobody stood before", mutex(0, 0), mutex(10, 2), Set.of(LockState.Mutex)),
        row("there were none of these", null, mutex(10, 2), Set.of(LockState.Mutex)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void itIsTold(String name, @Nullable LockGroup before, LockGroup now, Set<LockState> moved) {
    Glance first = glance(NOON, before == null ? List.of() : List.of(before));
    assertThat(glance(NOON.plus(EVERY), List.of(now)).movedSince(first)).as(name).isEqualTo(moved);
  }

  private static Arguments row(
      String name, @Nullable LockGroup before, LockGroup now, Set<LockState> moved) {
    return Arguments.of(name, before, now, moved);
  }

  private static Glance glance(Instant at, List<LockGroup> groups) {
    return new Glance(at, "containerd://1", 7, false, 0, Sort.Locks, groups);
  }

  private static LockGroup mutex(int seconds, int notRun) {
    return new LockGroup(
        LockState.Mutex, 40, Duration.ofSeconds(seconds).toNanos(), 9, notRun, null);
  }
}
