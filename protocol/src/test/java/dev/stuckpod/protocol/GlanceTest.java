package dev.stuckpod.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.Older;
import dev.stuckpod.protocol.Glance.State;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GlanceTest {

  private static final GlanceRequest REQUEST = new GlanceRequest("c", 7, 42);
  private static final Waiters SANE = new Waiters(LockKind.Mutex, 5, 1, 4, 9, 6, 3, null);

  static Stream<Glance> nonsense() {
    State state = new State("select", 5);
    return Stream.of(
            Stream.of(
                new Glance(8, 42, "go", null, null, null, 1, 1, 1, goroutines(5, SANE), null),
                new Glance(7, 43, "go", null, null, null, 1, 1, 1, goroutines(5, SANE), null),
                new Glance(
                    7, 42, "g".repeat(101), null, null, null, 1, 1, 1, goroutines(5, SANE), null),
                new Glance(
                    7, 42, "go", "v".repeat(101), null, null, 1, 1, 1, goroutines(5, SANE), null),
                new Glance(7, 42, "go", null, null, null, -1, 1, 1, goroutines(5, SANE), null),
                new Glance(7, 42, "go", null, null, null, 1, -1, 1, goroutines(5, SANE), null),
                new Glance(7, 42, "go", null, null, null, 1, 1, -1, goroutines(5, SANE), null),
                of(null, null),
                Glance.refused(REQUEST, Reason.Failed, "m".repeat(1001))),
            Stream.of(
                    goroutines(4, SANE),
                    goroutines(5, SANE, SANE),
                    goroutines(-1),
                    goroutines(0),
                    new Goroutines(5, -1, List.of(), List.of()),
                    new Goroutines(5, 0, Collections.nCopies(65, state), List.of()),
                    new Goroutines(5, 0, List.of(new State("s".repeat(101), 1)), List.of()),
                    new Goroutines(5, 0, List.of(new State("select", -1)), List.of()),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 2, 4, 9, 6, 3, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, -1, 4, 9, 6, 3, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 1, -1, 9, 6, 3, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 1, 4, -1, 6, 3, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 1, 4, 9, -1, 3, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 1, 4, 9, 6, 1, null)),
                    goroutines(5, new Waiters(LockKind.Mutex, 5, 1, 0, 9, 6, 0, null)),
                    goroutines(5, stood(new Older(7, 1))),
                    goroutines(5, stood(new Older(0, 1))),
                    goroutines(5, stood(new Older(6, 0))),
                    goroutines(5, stood(new Older(6, 5))),
                    goroutines(5, stood(new Older(5, 1), new Older(6, 2))),
                    goroutines(5, stood(new Older(6, 1), new Older(5, 1))),
                    goroutines(5, stood(new Older[] {null})),
                    goroutines(
                        99,
                        new Waiters(
                            LockKind.Mutex,
                            99,
                            0,
                            99,
                            0,
                            99,
                            9,
                            IntStream.rangeClosed(1, 33).mapToObj(i -> new Older(i, 1)).toList())))
                .map(all -> of(all, null)),
            Stream.of(
                    new Threads(0, 0, 0, 0, 0, 0, 0),
                    new Threads(-1, 0, 0, 0, 0, 0, 0),
                    new Threads(5, 6, 0, 0, 0, 0, 0),
                    new Threads(5, 2, 4, 1, 0, 0, 0),
                    new Threads(5, 2, 2, 1, 2, 0, 0),
                    new Threads(5, 2, 2, 1, 1, 4, 0),
                    new Threads(5, 0, 0, 1, 0, 0, 0),
                    new Threads(5, 0, 5, -1, 0, 0, 0),
                    new Threads(5, 0, 5, 1, 0, 0, 1))
                .map(all -> of(null, all)))
        .flatMap(all -> all);
  }

  private static Waiters stood(Older... steps) {
    return new Waiters(LockKind.Mutex, 5, 1, 4, 9, 6, 3, Arrays.asList(steps));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void whatMakesNoSenseIsSaid(Glance glance) {
    assertThat(glance.fault(REQUEST)).isPresent();
  }

  @Test
  void whatMakesSenseHasNoFault() {
    assertThat(of(goroutines(5, SANE), null).fault(REQUEST)).isEmpty();
    assertThat(of(goroutines(5, stood()), null).fault(REQUEST)).isEmpty();
    assertThat(of(goroutines(5, stood(new Older(2, 4), new Older(6, 1))), null).fault(REQUEST))
        .isEmpty();
    assertThat(of(null, new Threads(5, 1, 2, 9, 2, 3, 8)).fault(REQUEST)).isEmpty();
    assertThat(Glance.refused(REQUEST, Reason.YamaForbids, "no").fault(REQUEST)).isEmpty();
  }

  @Test
  void theLongestGlanceFitsOnTheWire() {
    var states = Collections.nCopies(Glance.MOST_STATES, new State("\u2028".repeat(100), 1));
    var all = new Goroutines(64, 0, states, List.of());
    var glance =
        new Glance(7, 42, "g".repeat(100), "v".repeat(100), null, null, 1, 1, 1, all, null);

    assertThat(glance.fault(REQUEST)).isEmpty();
    assertThat(Wire.write(glance)).hasSizeLessThan(Glance.LONGEST);
  }

  private static Goroutines goroutines(int count, Waiters... waiters) {
    return new Goroutines(count, 0, List.of(), List.of(waiters));
  }

  private static Glance of(@Nullable Goroutines goroutines, @Nullable Threads threads) {
    return new Glance(7, 42, "go", null, null, null, 1, 1, 1, goroutines, threads);
  }
}
