package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.method;
import static dev.stuckpod.sidecar.Apps.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.FreePort;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Go processes, really asked and signalled. */
class GoIT {

  @TempDir Path directory;
  private Apps apps;

  @BeforeEach
  void look() throws IOException {
    apps = new Apps(directory);
  }

  @AfterEach
  void end() {
    apps.close();
  }

  @Test
  void isIdentifiedAndDumpsOnceThoughAskedTwice() throws Exception {
    Process app = apps.startReady(apps.goApp());
    ProcessInfo info = apps.only();

    assertThat(info.runtime()).isEqualTo(ProcessInfo.GO);
    assertThat(info.runtimeVersion()).startsWith("go1.");
    assertThat(method(info, CaptureMethod.SigQuit))
        .returns(true, MethodInfo::possible)
        .returns(true, MethodInfo::kills);
    assertThat(method(info, CaptureMethod.Jcmd).reason()).isEqualTo(Reason.WrongRuntime);
    assertThat(method(info, CaptureMethod.Pprof).reason()).isEqualTo(Reason.NoPprof);

    AttemptRequest request = request(info, CaptureMethod.SigQuit, true);
    AttemptResult first = apps.attempts.make(request);
    AttemptResult again = apps.attempts.make(request);

    assertThat(first.reason()).isEqualTo(Reason.SignalSent);
    assertThat(again).isEqualTo(first);
    assertThat(app.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(app.exitValue()).isEqualTo(2);
    assertThat(apps.log()).containsOnlyOnce("SIGQUIT: quit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-buildvcs=false", "-ldflags=-s -w", "-buildmode=pie"})
  void isReadFromItsMemoryAndDoesNotNotice(String flag) throws Exception {
    Process app = apps.startReady(apps.goApp(flag));
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.ProcMem))
        .returns(true, MethodInfo::possible)
        .returns(false, MethodInfo::kills);

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.ProcMem, false));

    assertThat(result.reason()).as(result.message()).isEqualTo(Reason.DumpTaken);
    assertThat(Objects.requireNonNull(result.dump()).problems()).isNull();
    assertThat(apps.dump(result)).contains("goroutine 1 ").contains("main.main()");
    assertThat(app.isAlive()).isTrue();
    assertThat(apps.log()).isEqualTo("ready\n");
  }

  @Test
  void whatHasNotRunBetweenTwoReadingsIsSaidInTheSecond() throws Exception {
    Process app = apps.startReady(apps.goApp());

    String first =
        apps.dump(apps.attempts.make(request(apps.only(), CaptureMethod.ProcMem, false)));
    Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(app::isAlive);
    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.ProcMem, false));

    assertThat(first).doesNotContain("# has not run for");
    assertThat(apps.dump(result)).contains("\t# has not run for 2.");
    assertThat(first).doesNotContain("# out of reach");
    assertThat(blocks(apps.dump(result)))
        .filteredOn(b -> b.contains("\t# out of reach: nothing but goroutines parked for ever"))
        .hasSizeGreaterThan(1) // one of few objects may be taken for referred to
        .allSatisfy(b -> assertThat(b).contains("main.lost()"));
  }

  @Test
  void aDumpOfAnotherSeriesIsNotComparedWith() throws Exception {
    apps.startReady(apps.goApp());

    for (String series : List.of("a", "b")) {
      for (int sample = 1; sample <= 2; sample++) {
        AttemptRequest anew = request(apps.only(), CaptureMethod.ProcMem, false);
        AttemptResult result =
            apps.attempts.make(
                new AttemptRequest(
                    anew.attemptId(),
                    anew.method(),
                    anew.containerID(),
                    anew.pid(),
                    anew.startTime(),
                    anew.expiresAt(),
                    false,
                    series));

        assertThat(apps.dump(result).contains("# has not run for"))
            .as(series + sample)
            .isEqualTo(sample == 2);
      }
    }
  }

  @Test
  void whatWasSeenIsForgottenWhenTheProcessHasEnded() throws Exception {
    Process app = apps.startReady(apps.goApp());
    apps.attempts.make(request(apps.only(), CaptureMethod.ProcMem, false));
    assertThat(apps.sightings()).hasSize(1);

    app.destroyForcibly().waitFor();

    Awaitility.await().until(() -> apps.sightings().isEmpty());
  }

  @Test
  void isNotSignalledWhereThatIsNotAllowed() throws Exception {
    Process app = apps.startReady(apps.goApp());

    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.SigQuit, false));

    assertThat(result.state()).isEqualTo(State.Refused);
    assertThat(result.reason()).isEqualTo(Reason.RestartNotAllowed);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void isAskedByPprofOnLoopback() throws Exception {
    Process app = apps.startReady(apps.goApp(), "127.0.0.1:" + FreePort.find());
    Awaitility.await().until(() -> method(apps.only(), CaptureMethod.Pprof).possible());

    AttemptResult result = apps.attempts.make(request(apps.only(), CaptureMethod.Pprof, false));

    assertThat(result.reason()).isEqualTo(Reason.DumpTaken);
    assertThat(apps.dump(result)).startsWith("goroutine ").contains("main.main()");
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void thatAnswersNothingIsSignalledBeforeTheRequestExpires() throws Exception {
    apps.startReady(apps.goApp(), "127.0.0.1:" + FreePort.find(), "silent");
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.Pprof).reason()).isEqualTo(Reason.NoPprof);

    assertThat(apps.attempts.make(request(info, CaptureMethod.SigQuit, true)).reason())
        .isEqualTo(Reason.SignalSent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ldflags=-s -w", "-buildmode=pie", "-trimpath", "-buildvcs=false"})
  void isIdentifiedHoweverItWasBuilt(String flag) throws Exception {
    apps.startReady(apps.goApp(flag));

    assertThat(apps.only().runtime()).isEqualTo(ProcessInfo.GO);
    assertThat(apps.only().runtimeVersion()).startsWith("go1.");
  }

  @Test
  void isLeftAloneWhenTheRequestIsLate() throws Exception {
    Process app = apps.startReady(apps.goApp());
    AttemptRequest late =
        request(apps.only(), CaptureMethod.SigQuit, true, Instant.now().minusMillis(1));

    assertThat(apps.attempts.make(late).reason()).isEqualTo(Reason.Expired);
    assertThat(app.isAlive()).isTrue();
  }

  @Test
  void isLeftAloneWhenItBeganAtAnotherTime() throws Exception {
    Process app = apps.startReady(apps.goApp());
    AttemptRequest right = request(apps.only(), CaptureMethod.SigQuit, true);
    AttemptRequest other =
        new AttemptRequest(
            right.attemptId(),
            right.method(),
            right.containerID(),
            right.pid(),
            right.startTime() + 1,
            right.expiresAt(),
            true);

    assertThat(apps.attempts.make(other).reason()).isEqualTo(Reason.ProcessChanged);
    assertThat(app.isAlive()).isTrue();
  }

  /** Each goroutine's lines. */
  private static List<String> blocks(String dump) {
    return List.of(dump.split("\n\n"));
  }
}
