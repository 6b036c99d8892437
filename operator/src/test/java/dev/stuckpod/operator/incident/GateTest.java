package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.operator.incident.Faults.Call;
import dev.stuckpod.operator.incident.Faults.Fault;
import dev.stuckpod.operator.incident.Faults.Mode;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incident that has to wait until others have captured. */
class GateTest {

  private static final Places.Candidate OTHER =
      new Places.Candidate("shop/other", new Opener.Policy("shop", "p"), TestClock.START);

  @TempDir private Path folder;

  private World world;
  private Places places;

  @BeforeEach
  void crowd() {
    world = new World(App.Kind.GO_IN_MEMORY, folder);
    places = new Places(1, 1, world.clock);
    places.ask(OTHER);
    world.share(places);
  }

  @Test
  void asksNobodyWhileItWaitsAndSaysThatItDoes() {
    Carrier operator = await(Duration.ofHours(1));

    assertThat(world.captured().getReason()).isEqualTo("Pending");
    assertThat(world.captured().getMessage()).startsWith("Waits for its turn");
    assertThat(world.faults.calls())
        .extracting(Call::operation)
        .containsExactly(
            "read the analysis",
            "read the pod",
            "write the first status",
            "read the analysis",
            "write what is the matter");
    assertThat(operator.carry("shop", "asked")).contains(Duration.ofSeconds(1));
  }

  @Test
  void capturesWhenItsTurnComes() {
    await(Duration.ofHours(1));
    places.leave(OTHER.key());

    world.run();

    assertComplete();
    assertThat(capture().startedAt()).startsWith("2026-01-01T01:00:");
    assertThat(places.ask(OTHER)).as("it has left").isEqualTo(Places.Turn.COMES);
  }

  @Test
  void isNotGivenUpForTheTimeThatItWaited() {
    await(Duration.ofHours(1));
    places.leave(OTHER.key());
    fails(call -> call.port() == Port.SIDECAR, Duration.ofSeconds(30));

    world.run();

    assertComplete();
  }

  @Test
  void isNotGivenUpForItByTheNextLeaderEither() {
    await(Duration.ofHours(1));
    places.leave(OTHER.key());
    world.faults.arm(Fault.once(call -> call.port() == Port.SIDECAR, Mode.KILLED_BEFORE));
    fails(call -> call.port() == Port.SIDECAR, Duration.ofSeconds(30));

    world.run();

    assertThat(world.kills()).isEqualTo(1);
    assertComplete();
  }

  @Test
  void isNotGivenUpForItByALeaderThatKeepsItWaitingNoLonger() {
    await(Duration.ofHours(1));
    world.share(new Places(1, 1, world.clock));
    fails(call -> call.port() == Port.SIDECAR, Duration.ofSeconds(30));

    world.run();

    assertComplete();
  }

  @Test
  void doesNotBeginUntilItCanBeWrittenDownThatItsTurnCame() {
    await(Duration.ofHours(1));
    places.leave(OTHER.key());
    fails(GateTest::isMatter, Duration.ofMinutes(20));
    fails(call -> call.port() == Port.SIDECAR, Duration.ofSeconds(30));

    world.run();

    assertComplete();
    assertThat(world.clock.passed()).isGreaterThan(Duration.ofMinutes(80));
  }

  @Test
  void whatWasBegunIsNotKeptWaiting() {
    places.leave(OTHER.key());
    world.faults.arm(
        Fault.once(call -> call.operation().equals("ask for a dump"), Mode.KILLED_BEFORE));
    Carrier operator = world.operator();
    try {
      while (true) {
        operator.carry("shop", "asked").ifPresent(world.clock::advance);
      }
    } catch (Faults.Killed killed) {
      places = new Places(1, 1, world.clock);
      places.ask(OTHER);
      world.share(places);
    }

    world.operator().carry("shop", "asked");

    assertThat(capture().attempts())
        .first()
        .satisfies(attempt -> assertThat(attempt.outcome()).isNotNull());
  }

  private CaptureStatus capture() {
    return Objects.requireNonNull(world.api.stored().getStatus().capture());
  }

  private Carrier await(Duration time) {
    Carrier operator = world.operator();
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; ) {
      Duration wait = operator.carry("shop", "asked").orElseThrow();
      world.clock.advance(wait);
      passed = passed.plus(wait);
    }
    return operator;
  }

  private void fails(Predicate<Call> which, Duration time) {
    world.faults.arm(Fault.always(which, Mode.FAILS, time));
  }

  private static boolean isMatter(Call call) {
    return call.operation().equals("write what is the matter");
  }

  private void assertComplete() {
    world.assertEndedWell();
    assertThat(world.captured().getReason())
        .as(world.captured().getMessage())
        .isEqualTo("Complete");
  }
}
