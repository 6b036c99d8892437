package dev.stuckpod.sidecar.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstVersionTest {

  /** The words that the first version has, as it was. */
  private static final List<String> METHODS = List.of("Pprof", "Jcmd", "SigQuit");

  private static final List<String> REASONS =
      List.of(
          "Possible",
          "DumpTaken",
          "SignalSent",
          "ProcessGone",
          "ProcessChanged",
          "NotIdentified",
          "WrongRuntime",
          "UidMismatch",
          "GidMismatch",
          "RootApp",
          "NotCaught",
          "RestartNotAllowed",
          "AttachDisabled",
          "ReadOnlyTmp",
          "NoPprof",
          "TimedOut",
          "Expired",
          "Denied",
          "TooLarge",
          "Failed");

  @Test
  void everyReportHasItsWordsAlone() {
    List<MethodInfo> everything =
        Arrays.stream(CaptureMethod.values())
            .flatMap(
                method ->
                    Arrays.stream(Reason.values())
                        .map(reason -> new MethodInfo(method, false, false, reason, "Because")))
            .toList();
    var process = new ProcessInfo(7, 1, 42, "/app", 1000, 1000, "go", "go1.26", true, everything);

    List<MethodInfo> told =
        FirstVersion.of(new ProcessReport(List.of(process))).processes().getFirst().methods();

    assertThat(told).extracting(info -> info.method().name()).isSubsetOf(METHODS);
    assertThat(told).extracting(info -> info.reason().name()).isSubsetOf(REASONS);
    assertThat(told).hasSize(METHODS.size() * Reason.values().length);
  }

  @Test
  void everyResultHasItsWordsAlone() {
    for (Reason reason : Reason.values()) {
      var result =
          new AttemptResult(
              "a",
              AttemptResult.State.Refused,
              CaptureMethod.Pprof,
              reason,
              "Because",
              "s",
              "f",
              null);

      assertThat(FirstVersion.of(result).reason().name()).isIn(REASONS);
    }
  }
}
