package dev.stuckpod.sidecar.glancing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GazesTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofMinutes(5);

  @Test
  void whatIsTakenIsHadAloneAndCanBePutBack() {
    var gazes = new Gazes(LONG, LONG, System::nanoTime);
    var gaze = new Closing();
    gazes.keep(key(1), kept(gaze));

    assertThat(gazes.take(key(1))).contains(kept(gaze));
    assertThat(gazes.take(key(1))).isEmpty();
    gazes.keep(key(1), kept(gaze));
    assertThat(gazes.take(key(1))).contains(kept(gaze));
    assertThat(gaze.closed).isFalse();
  }

  @Test
  void ofThreeTheOneThatNobodyHasAskedForTheLongestIsClosed() {
    var gazes = new Gazes(LONG, LONG, System::nanoTime);
    var first = new Closing();
    var second = new Closing();
    gazes.keep(key(1), kept(first));
    gazes.keep(key(2), kept(second));
    gazes.keep(key(1), gazes.take(key(1)).orElseThrow());

    gazes.keep(key(3), kept(new Closing()));

    assertThat(second.closed).isTrue();
    assertThat(first.closed).isFalse();
    assertThat(gazes.take(key(2))).isEmpty();
    assertThat(gazes.take(key(1))).isPresent();
  }

  @Test
  void aProcessThatRunsAnotherProgramIsAnother() {
    var gazes = new Gazes(LONG, LONG, System::nanoTime);
    gazes.keep(key(1), kept(new Closing()));

    assertThat(gazes.take(new Gazes.Key(key(1).request(), Optional.of("/bin/other")))).isEmpty();
  }

  @Test
  void whatNobodyTakesIsClosedInTimeAndWhatIsKeptLaterToo() {
    var gazes = new Gazes(Duration.ofMillis(40), LONG, System::nanoTime);
    for (int i = 0; i < 2; i++) {
      var gaze = new Closing();
      gazes.keep(key(1), kept(gaze));

      Awaitility.await().untilTrue(gaze.closed);
      assertThat(gazes.take(key(1))).isEmpty();
    }
  }

  @Test
  void whoIsGlancedAtOnceAMinuteIsNewTwiceAndThenRemembered() {
    assertThat(remembered(60, 60, 60, 60)).containsExactly(false, true, true, true);
    assertThat(remembered(75, 75, 75)).containsExactly(false, true, true);
  }

  @Test
  void whoIsGlancedAtEveryFewSecondsIsForgottenInAMinute() {
    assertThat(remembered(3, 3, 59)).containsExactly(true, true, true);
    assertThat(remembered(3, 3, 60)).containsExactly(true, true, false);
  }

  @Test
  void itIsKeptForThreeTimesAsLongAsBetweenTheLastTwoGlancesAndForFiveMinutesAtMost() {
    assertThat(remembered(50, 149)).containsExactly(true, true);
    assertThat(remembered(50, 150)).containsExactly(true, false);
    assertThat(remembered(200, 299)).containsExactly(false, true);
    assertThat(remembered(200, 300)).containsExactly(false, false);
  }

  @Test
  void aGlanceThatIsToldOnceMoreIsNoOther() {
    var clock = new AtomicLong();
    var gazes = new Gazes(LEAST, MOST, clock::get);
    gazes.keep(key(1), kept(new Closing(), 0));
    clock.set(SECONDS.toNanos(50));
    var second = kept(new Closing(), clock.get());
    gazes.keep(key(1), second);
    gazes.keep(key(1), gazes.take(key(1)).orElseThrow());

    clock.addAndGet(SECONDS.toNanos(149));
    gazes.forgetOld();
    assertThat(gazes.take(key(1))).contains(second);
  }

  /** Of glances with so many seconds before each: which find what the one before has left. */
  private static List<Boolean> remembered(int... seconds) {
    var clock = new AtomicLong(-7); // any number may be the first
    var gazes = new Gazes(LEAST, MOST, clock::get);
    gazes.keep(key(1), kept(new Closing(), clock.get()));
    return IntStream.of(seconds)
        .mapToObj(
            pause -> {
              clock.addAndGet(SECONDS.toNanos(pause));
              gazes.forgetOld();
              boolean there = gazes.take(key(1)).isPresent();
              gazes.keep(key(1), kept(new Closing(), clock.get()));
              return there;
            })
        .toList();
  }

  private static Gazes.Kept kept(Closing gaze) {
    return kept(gaze, 0);
  }

  private static Gazes.Kept kept(Closing gaze, long at) {
    return new Gazes.Kept(
        gaze, new Glance(1, 42, ProcessInfo.GO, null, null, null, at, 0, 0, null, null));
  }

  private static Gazes.Key key(int pid) {
    return new Gazes.Key(new GlanceRequest("c", pid, 42), Optional.of("/app"));
  }

  /** Tells whether it was closed. */
  private static final class Closing implements Gaze {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public Glance look(GlanceRequest request, long now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }
}
