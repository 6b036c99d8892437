package dev.stuckpod.sidecar;

import static dev.stuckpod.sidecar.Apps.method;
import static dev.stuckpod.sidecar.Apps.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Go app with the real agent of gops, really asked. */
class GopsIT {

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GOPS_CONFIG_DIR=%s/conf",
        "GOPS_CONFIG_DIR=conf/./of//it",
        "XDG_CONFIG_HOME=%s/config",
        "HOME=%s/home"
      })
  void isAskedForItsGoroutinesWhereverItsPortFileIs(String variable) throws Exception {
    Process app = start(variable.formatted(directory), "plain");
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.Gops))
        .returns(true, MethodInfo::possible)
        .returns(false, MethodInfo::kills)
        .satisfies(told -> assertThat(told.message()).startsWith("gops answers at 127.0.0.1:"));

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.Gops, false));

    assertThat(result.reason()).as(result.message()).isEqualTo(Reason.DumpTaken);
    assertThat(Objects.requireNonNull(result.dump()).problems()).isNull();
    assertThat(apps.dump(result))
        .startsWith("goroutine ")
        .contains("main.main()", "gops/agent.listen");
    assertThat(app.isAlive()).isTrue();
    assertThat(apps.log()).isEqualTo("ready\n");
  }

  @Test
  void whoseAgentWouldEndItUponSigquitIsNotSignalled() throws Exception {
    Process app = start("GOPS_CONFIG_DIR=conf", "cleanup");
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.SigQuit))
        .returns(Reason.EndsWithoutDump, MethodInfo::reason)
        .satisfies(told -> assertThat(told.message()).contains("ShutdownCleanup"));

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.SigQuit, true));

    assertThat(result.reason()).isEqualTo(Reason.EndsWithoutDump);
    assertThat(app.isAlive()).isTrue();
    assertThat(method(apps.only(), CaptureMethod.Gops).possible()).isTrue();
    Apps.signal(app, "QUIT"); // what would have become of it
    assertThat(app.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(app.exitValue()).isEqualTo(1);
    assertThat(apps.log()).isEqualTo("ready\n");
  }

  @Test
  void whoseAgentWouldNotEndItIsSignalledAsAnyOther() throws Exception {
    Process app = start("GOPS_CONFIG_DIR=conf", "plain");
    ProcessInfo info = apps.only();
    assertThat(method(info, CaptureMethod.SigQuit))
        .returns(true, MethodInfo::possible)
        .returns(true, MethodInfo::kills);

    AttemptResult result = apps.attempts.make(request(info, CaptureMethod.SigQuit, true));

    assertThat(result.reason()).isEqualTo(Reason.SignalSent);
    assertThat(app.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(apps.log()).contains("SIGQUIT: quit", "main.main()");
  }

  @Test
  void whoseAgentServesSomebodyElseIsNotWaitedForForLong() throws Exception {
    start("GOPS_CONFIG_DIR=conf", "plain");
    try (var other = new Socket(InetAddress.getLoopbackAddress(), port())) {
      assertThat(method(apps.only(), CaptureMethod.Gops))
          .returns(Reason.TimedOut, MethodInfo::reason)
          .satisfies(told -> assertThat(told.message()).contains("does not answer"));
      assertThat(method(apps.only(), CaptureMethod.ProcMem).possible()).isTrue();
      other.getOutputStream().write(0x4);
    }
  }

  private Process start(String variable, String mode) throws Exception {
    return apps.startReady(
        "env", "-u", "GOPS_CONFIG_DIR", "-u", "XDG_CONFIG_HOME", variable, apps.gopsApp(), mode);
  }

  private int port() throws IOException {
    try (var files = Files.newDirectoryStream(directory.resolve("conf"))) {
      return Integer.parseInt(Files.readString(files.iterator().next()));
    }
  }
}
