package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.incident.Faults.Call;
import dev.stuckpod.operator.incident.Faults.Fault;
import dev.stuckpod.operator.incident.Faults.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails, at whatever call of whatever port: it ends well. */
class FailuresTest {

  /** What passes. */
  private static final Set<Mode> PASSING =
      EnumSet.complementOf(
          EnumSet.of(
              Mode.SIDECAR_DIES_BEFORE,
              Mode.SIDECAR_DIES_AFTER,
              Mode.POD_DELETED,
              Mode.OVERTAKEN_BEFORE,
              Mode.OVERTAKEN_AFTER));

  private static final int PAIRS = 100;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingFails(App.Kind kind) throws IOException {
    World world = world(kind);

    world.run();

    world.assertEndedWell();
    assertThat(world.captured().getReason())
        .as(world.captured().getMessage())
        .isEqualTo("Complete");
    assertThat(world.analyzed().getReason()).isEqualTo("Explained");
    assertThat(world.app.signals()).isEqualTo(kind == App.Kind.GO_IN_MEMORY ? 0 : 1);
  }

  @ParameterizedTest
  @EnumSource
  void whatPassesCostsNothingButTimeAtWhateverCall(App.Kind kind) throws IOException {
    for (Mode mode : PASSING) {
      for (int number = 0; number < calls(kind); number++) {
        World world = struckAt(kind, number, mode);
        String what = mode + " at " + world.faults.calls().get(number);
        assertWell(world, what);
        assertThat(world.captured().getReason()).as(what).isEqualTo("Complete");
        assertThat(world.analyzed().getReason()).as(what).isEqualTo("Explained");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSidecarMayBeKilledAtWhateverCall(App.Kind kind) throws IOException {
    for (Mode mode : List.of(Mode.SIDECAR_DIES_BEFORE, Mode.SIDECAR_DIES_AFTER)) {
      for (int number = 0; number < calls(kind); number++) {
        World world = struckAt(kind, number, mode);
        String what = mode + " at " + world.faults.calls().get(number);
        assertWell(world, what);
        // nobody can tell whether the one that was killed had sent a signal, unless a dump does
        boolean untold = kind != App.Kind.GO_IN_MEMORY && world.app.signals() == 0;
        assertThat(world.captured().getReason())
            .as(what)
            .isEqualTo(untold ? "SignalUnknown" : "Complete");
      }
    }
  }

  /** Both believe that they lead: one that stood still goes on with what it knew. */
  @ParameterizedTest
  @EnumSource
  void anotherLeaderMayTakeOverAtWhateverCall(App.Kind kind) throws IOException {
    for (Mode mode : List.of(Mode.OVERTAKEN_BEFORE, Mode.OVERTAKEN_AFTER)) {
      for (int number = 0; number < calls(kind); number++) {
        World world = struckAt(kind, number, mode);
        String what = mode + " at " + world.faults.calls().get(number);
        assertWell(world, what);
        assertThat(world.captured().getReason()).as(what).isEqualTo("Complete");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPodMayBeDeletedAtWhateverCall(App.Kind kind) throws IOException {
    for (int number = 0; number < calls(kind); number++) {
      World world = struckAt(kind, number, Mode.POD_DELETED);
      assertWell(world, "deleted at " + world.faults.calls().get(number));
    }
  }

  /** For good, and the API server for an hour: it ends, and nothing worse is tried. */
  @ParameterizedTest
  @EnumSource
  void anyOperationMayFailForGood(App.Kind kind) throws IOException {
    for (Call of : operations(kind)) {
      for (Mode mode : List.of(Mode.FAILS, Mode.FAILS_AFTER)) {
        World world = world(kind);
        boolean passes = of.port() == Faults.Port.API_SERVER;
        world.faults.arm(Fault.always(of::isLike, mode, Duration.ofHours(passes ? 1 : 1_000)));

        world.run();

        assertWell(world, mode + " always at " + of, passes ? Duration.ofHours(1) : Duration.ZERO);
      }
    }
  }

  /**
   * Two failures one after the other, of any kind: always the same ones, so that it can be found.
   */
  @ParameterizedTest
  @EnumSource
  void anyTwoCallsMayFail(App.Kind kind) throws IOException {
    var random = new Random(14);
    int calls = calls(kind);
    List<Mode> modes = List.copyOf(PASSING);
    for (int pair = 0; pair < PAIRS; pair++) {
      int first = random.nextInt(calls);
      int second = first + 1 + random.nextInt(calls);
      Mode mode = modes.get(random.nextInt(modes.size()));
      Mode other = modes.get(random.nextInt(modes.size()));
      World world = world(kind);
      world.faults.arm(Fault.once(call -> call.number() == first, mode));
      world.faults.arm(Fault.once(call -> call.number() == second, other));

      world.run();

      String what = "%s at %d, %s at %d".formatted(mode, first, other, second);
      assertWell(world, what);
      assertThat(world.captured().getReason()).as(what).isEqualTo("Complete");
    }
  }

  private World struckAt(App.Kind kind, int number, Mode mode) throws IOException {
    World world = world(kind);
    world.faults.arm(Fault.once(call -> call.number() == number, mode));
    world.run();
    return world;
  }

  private int calls(App.Kind kind) throws IOException {
    World world = world(kind);
    world.run();
    return world.faults.calls().size();
  }

  /** What is done at ports, each once. */
  private List<Call> operations(App.Kind kind) throws IOException {
    World world = world(kind);
    world.run();
    var operations = new ArrayList<Call>();
    for (Call call : world.faults.calls()) {
      if (operations.stream().noneMatch(call::isLike)) {
        operations.add(call);
      }
    }
    return operations;
  }

  private static void assertWell(World world, String what) {
    assertWell(world, what, Duration.ZERO);
  }

  private static void assertWell(World world, String what, Duration outage) {
    try {
      assertThat(world.clock.passed()).as("time").isLessThan(World.LONGEST.plus(outage));
      world.assertEndedWell();
      if (world.app.kind() == App.Kind.GO_IN_MEMORY) {
        assertThat(world.app.signals()).as("escalated").isZero();
      }
    } catch (AssertionError e) {
      throw new AssertionError(
          what + ": " + e.getMessage() + "\n" + world.api.stored().getStatus(), e);
    }
  }

  private World world(App.Kind kind) throws IOException {
    return new World(kind, Files.createTempDirectory(folder, "spool"));
  }
}
