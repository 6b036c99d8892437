package dev.stuckpod.sidecar.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.Glance.Goroutines;
import dev.stuckpod.protocol.Glance.Threads;
import dev.stuckpod.protocol.Glance.Waiters;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.lastlook.Standstill.Sight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What some glances come to, one row for each shape of traffic. */
class StandstillTest {

  static Stream<Arguments> rows() {
    return Stream.of(
        row("nobody waits", Sight.GoesOn, 0, go()),
        row("somebody waits, at first", Sight.Perhaps, 3, go(waiters(3, 0, 0, 0))),
        row("he has run since", Sight.GoesOn, 0, go(waiters(3, 0, 0, 0)), go(waiters(3, 0, 0, 0))),
        row(
            "some have, though as many wait",
            Sight.GoesOn,
            0,
            go(waiters(3, 0, 0, 0)),
            go(waiters(3, 2, 105, 2))),
        row(
            "none has, but not for long",
            Sight.Perhaps,
            3,
            go(waiters(3, 0, 0, 0)),
            go(waiters(3, 3, 105, 2))),
        row(
            "long, and seen in too few glances, as on a busy node",
            Sight.Perhaps,
            3,
            go(waiters(3, 0, 0, 0)),
            go(waiters(3, 3, 900, 2))),
        row(
            "none has for long",
            Sight.Stands,
            3,
            all(go(waiters(3, 2, 400, 4)), go(waiters(3, 3, 700, 5)))),
        row(
            "one who has waited in a long queue since before anybody looked",
            Sight.Perhaps,
            3,
            go(waiters(3, 2, 17_000, 40)),
            go(waiters(3, 3, 17_100, 41))),
        row(
            "more come, and none of those who waited goes",
            Sight.Stands,
            9,
            all(go(waiters(3, 3, 400, 4)), go(waiters(9, 3, 700, 5)))),
        row(
            "the queue moves behind one who stands",
            Sight.GoesOn,
            0,
            go(waiters(9, 3, 400, 4)),
            go(waiters(9, 5, 700, 5))),
        row(
            "one kind stands beside another that moves",
            Sight.Stands,
            2,
            all(
                go(waiters(5, 0, 0, 4), of(LockKind.RWMutexRead, 2, 2, 400, 4)),
                go(waiters(5, 1, 1, 2), of(LockKind.RWMutexRead, 2, 2, 700, 5)))),
        row(
            "what may be a WaitGroup",
            Sight.GoesOn,
            0,
            go(of(LockKind.Semacquire, 4, 4, 400, 4)),
            go(of(LockKind.Semacquire, 4, 4, 700, 5))),
        row("threads, at first", Sight.Perhaps, 0, threads(30, 0, 0)),
        row("all threads rest", Sight.Stands, 0, threads(30, 0, 0), threads(30, 25, 3)),
        row("some work", Sight.GoesOn, 0, threads(30, 0, 0), threads(30, 20, 3)),
        row("a tenth of many works", Sight.Stands, 0, threads(300, 0, 0), threads(300, 270, 0)),
        row("more than that does", Sight.GoesOn, 0, threads(300, 0, 0), threads(300, 269, 0)),
        row("it cannot be read", Sight.GoesOn, 0, refused()),
        row("it has ended", Sight.GoesOn, 0, go(waiters(3, 3, 700, 5)), refused()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isTold(String name, Standstill expected, List<Glance> glances) {
    assertThat(Standstill.of(glances)).as(name).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isOfGlancesAsASidecarMakesThem(String name, Standstill expected, List<Glance> glances) {
    var request = new GlanceRequest("container", 1, 2);
    for (Glance glance : glances) {
      assertThat(glance.fault(request)).as(name).isEmpty();
    }
  }

  private static Arguments row(String name, Sight sight, int waiting, Glance... glances) {
    return Arguments.of(name, new Standstill(sight, waiting), new ArrayList<>(List.of(glances)));
  }

  /** The last two of all that a look makes. */
  private static Glance[] all(Glance before, Glance last) {
    return new Glance[] {before, before, before, before, last};
  }

  private static Waiters waiters(int count, int notRun, long millis, int glances) {
    return of(LockKind.Mutex, count, notRun, millis, glances);
  }

  private static Waiters of(LockKind kind, int count, int notRun, long millis, int glances) {
    return new Waiters(kind, count, 0, notRun, 0, millis * 1_000_000, glances, null);
  }

  private static Glance go(Waiters... waiters) {
    return new Glance(
        1,
        2,
        "go",
        "go1.26",
        null,
        null,
        5,
        6,
        7,
        new Goroutines(100, 0, List.of(), Arrays.asList(waiters)),
        null);
  }

  private static Glance threads(int count, int still, int dozing) {
    return new Glance(
        1,
        2,
        "hotspot",
        "25",
        null,
        null,
        5,
        6,
        7,
        null,
        new Threads(count, 0, still, 0, dozing, 0, 0));
  }

  private static Glance refused() {
    return Glance.refused(new GlanceRequest("container", 1, 2), Reason.YamaForbids, "no");
  }
}
