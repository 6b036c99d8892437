package dev.stuckpod.sidecar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeepingTest {

  private static final MethodInfo MEMORY = possible(CaptureMethod.ProcMem, false);
  private static final MethodInfo NO_MEMORY =
      new MethodInfo(CaptureMethod.ProcMem, false, false, Reason.YamaForbids, "Yama");
  private static final MethodInfo ATTACH = possible(CaptureMethod.Jcmd, false);
  private static final MethodInfo FATAL = possible(CaptureMethod.SigQuit, true);
  private static final MethodInfo HARMLESS = possible(CaptureMethod.SigQuit, false);

  private static MethodInfo possible(CaptureMethod method, boolean kills) {
    return new MethodInfo(method, true, kills, Reason.Possible, "Possible");
  }

  @Test
  void aVolumeThatKeepsDumpsChangesNothing() {
    assertThat(told(List.of(MEMORY, FATAL), null, null)).containsExactly(MEMORY, FATAL);
  }

  @Test
  void noProcessEndsForAFullVolume() {
    assertThat(told(List.of(MEMORY, FATAL), "full", null))
        .allMatch(info -> !info.possible() && info.reason() == Reason.SpoolUnusable)
        .allMatch(info -> info.message().equals("full"));
  }

  @Test
  void noProcessEndsForADumpThatWasTooLarge() {
    assertThat(told(List.of(MEMORY, FATAL), null, "large"))
        .containsExactly(
            MEMORY, new MethodInfo(CaptureMethod.SigQuit, false, true, Reason.TooLarge, "large"));
  }

  @Test
  void aSignalThatEndsItStaysWhereNothingElseWouldDo() {
    assertThat(told(List.of(NO_MEMORY, FATAL), "full", "large")).containsExactly(NO_MEMORY, FATAL);
  }

  @Test
  void aSignalThatDoesNotEndItNeedsNoVolume() {
    assertThat(told(List.of(ATTACH, HARMLESS), "full", null))
        .extracting(MethodInfo::possible)
        .containsExactly(false, true);
  }

  private static List<MethodInfo> told(
      List<MethodInfo> methods,
      @org.jspecify.annotations.Nullable String trouble,
      @org.jspecify.annotations.Nullable String tooLarge) {
    var process = new ProcessInfo(7, 1, 42, "/app", 1000, 1000, "go", "go1.26", true, methods);
    return Keeping.report(
            new ProcessReport(List.of(process)),
            Optional.ofNullable(trouble),
            Optional.ofNullable(tooLarge))
        .processes()
        .getFirst()
        .methods();
  }
}
