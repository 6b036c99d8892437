package dev.stuckpod.sidecar.glancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GazesTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void whatIsTakenIsHadAloneAndCanBePutBack() {
    var gazes = new Gazes(LONG);
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
    var gazes = new Gazes(LONG);
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
    var gazes = new Gazes(LONG);
    gazes.keep(key(1), kept(new Closing()));

    assertThat(gazes.take(new Gazes.Key(key(1).request(), Optional.of("/bin/other")))).isEmpty();
  }

  @Test
  void whatNobodyTakesIsClosedInTimeAndWhatIsKeptLaterToo() {
    var gazes = new Gazes(Duration.ofMillis(40));
    for (int i = 0; i < 2; i++) {
      var gaze = new Closing();
      gazes.keep(key(1), kept(gaze));

      Awaitility.await().untilTrue(gaze.closed);
      assertThat(gazes.take(key(1))).isEmpty();
    }
  }

  private static Gazes.Kept kept(Closing gaze) {
    return new Gazes.Kept(gaze, Glance.refused(key(1).request(), Reason.Failed, "none"));
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
