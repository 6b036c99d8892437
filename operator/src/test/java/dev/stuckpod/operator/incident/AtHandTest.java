package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.incident.Faults.Call;
import dev.stuckpod.operator.incident.Faults.Fault;
import dev.stuckpod.operator.incident.Faults.Mode;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.state.Incident;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From where a dump that is kept is explained. What else may fail: {@link FailureTableTest}. */
class AtHandTest {

  private static final String READ = "read a kept dump";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsInTheSpoolIsNotFetchedBack(App.Kind kind) {
    World world = world(kind);
    world.faults.arm(Fault.always(AtHandTest::reads, Mode.FAILS, Duration.ofDays(100)));

    assertExplained(world);
    assertThat(world.faults.calls()).noneMatch(AtHandTest::reads);
  }

  @ParameterizedTest
  @EnumSource
  void anotherLifeReadsWhatIsKept(App.Kind kind) {
    World world = world(kind);
    world.faults.arm(
        Fault.once(call -> call.operation().equals("write the explanation"), Mode.KILLED_BEFORE));

    assertExplained(world);
    assertThat(world.kills()).isEqualTo(1);
    assertThat(world.faults.calls()).anyMatch(AtHandTest::reads);
  }

  @ParameterizedTest
  @EnumSource
  void whatHasGivenWayIsFetchedBack(App.Kind kind) {
    World world = world(kind);
    world.hasAtHand(() -> new Spoilt(Files::delete));

    assertExplained(world);
    assertThat(world.faults.calls()).anyMatch(AtHandTest::reads);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedOnDiskIsFetchedBack(App.Kind kind) {
    World world = world(kind);
    world.hasAtHand(() -> new Spoilt(AtHandTest::cutInHalf));

    assertExplained(world);
    assertThat(world.faults.calls()).anyMatch(AtHandTest::reads);
  }

  private World world(App.Kind kind) {
    World world = new World(kind, folder);
    world.hasAtHand(AtHand::new);
    return world;
  }

  private static void assertExplained(World world) {
    world.run();
    world.assertEndedWell();
    assertThat(world.analyzed().getReason()).isEqualTo("Explained");
    assertThat(world.captured().getReason()).isEqualTo("Complete");
  }

  private static boolean reads(Call call) {
    return call.operation().equals(READ);
  }

  private static void cutInHalf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** Something happens to each file that is spared. */
  private static final class Spoilt extends AtHand {

    private interface Spoil {
      void on(Path file) throws IOException;
    }

    private final Spoil spoil;

    Spoilt(Spoil spoil) {
      this.spoil = spoil;
    }

    @Override
    public void add(Incident incident, String name, String attemptId, Path gzip) {
      super.add(incident, name, attemptId, gzip);
      try {
        spoil.on(gzip);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
