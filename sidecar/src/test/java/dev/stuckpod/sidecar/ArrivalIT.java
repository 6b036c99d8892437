package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Entrance;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real ports; the time, and the processes that come and go in it, are the test's. */
class ArrivalIT {

  private static final int SELF = 7;

  @TempDir Path root;
  @TempDir Path spool;
  private FakeProc pod;
  private int wished;
  private Entrance entrance;
  private Arrival arrival;
  private Duration now = Duration.ZERO;
  private boolean signalled;
  private int knocks;
  private final NavigableMap<Duration, Runnable> events = new TreeMap<>();
  private final List<Integer> announced = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<ServerSocket> taken = new ArrayList<>();

  @BeforeEach
  void build() throws Exception {
    pod = new FakeProc(root);
    pod.start(1, 'a');
    pod.start(SELF, 'b');
    wished = FreePort.find();
    Credential own = Credential.selfSigned("stuckpod-sidecar", "127.0.0.1", Instant.now());
    Proc real = new Proc(Path.of("/proc"));
    entrance =
        new Entrance(
            wished,
            Opening.of(
                    new Opening.Ground(
                        own,
                        List.of(own.certificate()),
                        new Spool(spool, 1 << 20),
                        Self.read(real),
                        new Signals(real),
                        Clock.systemUTC(),
                        _ -> {}))
                .opener(),
            announced::add);
    arrival =
        new Arrival(
            new Containers(new Proc(root), SELF),
            () -> signalled,
            () -> knocks,
            entrance,
            this::sleep,
            log::add);
  }

  @AfterEach
  void close() throws IOException {
    entrance.close();
    for (ServerSocket socket : taken) {
      socket.close();
    }
  }

  @Test
  void thePortThatNobodyWantsIsOpenedWhenTheAppHasStarted() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));

    arrival.open(true);

    assertThat(announced).containsExactly(wished);
    assertThat(now).isEqualTo(Duration.ofSeconds(5));
    arrival.watch();
    assertThat(announced).hasSize(1);
  }

  @Test
  void anAppThatListensOnItGetsIt() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));
    at(4_000, this::take);

    arrival.open(true);

    assertThat(announced).hasSize(1).doesNotContain(wished);
    assertThat(log).isEmpty();
  }

  @Test
  void anAppThatIsSlowAndEndsForItFindsItFreeWhenItComesBack() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));
    at(60_000, () -> pod.end(20));
    at(61_000, () -> pod.start(21, 'd'));
    arrival.open(true);
    assertThat(announced).containsExactly(wished);

    arrival.watch();
    take();

    assertThat(announced).hasSize(2).startsWith(wished);
    assertThat(entrance.port()).isEqualTo(announced.getLast()).isNotEqualTo(wished);
  }

  @Test
  void anAppThatTheSidecarItselfHasEndedDidNotWantIt() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));
    at(60_000, () -> signalled = true);
    at(60_000, () -> pod.end(20));
    at(60_000, () -> pod.start(21, 'd'));
    arrival.open(true);

    arrival.watch();

    assertThat(announced).containsExactly(wished);
  }

  @Test
  void anAppThatTheKubeletHasEndedDidNotWantIt() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));
    at(60_000, () -> knocks++);
    at(90_000, () -> pod.end(20));
    at(91_000, () -> pod.start(21, 'd'));
    at(120_000, () -> knocks += 2);
    at(121_000, () -> pod.end(21));
    at(121_000, () -> pod.start(22, 'e'));
    arrival.open(true);

    arrival.watch();

    assertThat(announced).containsExactly(wished);
  }

  @Test
  void oneThatEndsByItselfAfterThatMayHaveWantedIt() throws Exception {
    at(2_000, () -> pod.start(20, 'c'));
    at(60_000, () -> knocks++);
    at(61_000, () -> pod.end(20));
    at(62_000, () -> pod.start(21, 'd'));
    at(70_000, () -> pod.end(21));
    at(80_000, () -> pod.start(22, 'e'));
    arrival.open(true);

    arrival.watch();

    assertThat(announced).hasSize(2).startsWith(wished);
    assertThat(now).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void aPodWhoseAppRunsAlreadyIsNotWaitedFor() throws Exception {
    arrival.open(false);

    assertThat(announced).containsExactly(wished);
    assertThat(now).isZero();
  }

  @Test
  void anAppThatDoesNotComeIsNotWaitedForForEver() throws Exception {
    arrival.open(true);

    assertThat(announced).containsExactly(wished);
    assertThat(now).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
  }

  private void at(long millis, Runnable event) {
    events.merge(
        Duration.ofMillis(millis),
        event,
        (first, then) ->
            () -> {
              first.run();
              then.run();
            });
  }

  private void take() {
    try {
      taken.add(new ServerSocket(wished));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void sleep(Duration time) {
    now = now.plus(time);
    while (!events.isEmpty() && events.firstKey().compareTo(now) <= 0) {
      events.pollFirstEntry().getValue().run();
    }
  }
}
