package dev.stuckpod.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void everyMessageComesBackAsItWasSent() throws IOException {
    var report =
        new ProcessReport(
            List.of(
                new ProcessInfo(
                    7,
                    1,
                    4711,
                    null,
                    1000,
                    1000,
                    ProcessInfo.GO,
                    "go1.26.8",
                    true,
                    List.of(
                        new MethodInfo(
                            CaptureMethod.SigQuit, true, true, Reason.Possible, "can be sent")))));
    var result =
        new AttemptResult(
            "a-1",
            AttemptResult.State.Done,
            CaptureMethod.Jcmd,
            Reason.DumpTaken,
            "ok",
            "s",
            "f",
            new DumpFile(5L << 30, "00", List.of("its end is missing")));

    assertThat(Wire.read(Wire.write(report), ProcessReport.class)).isEqualTo(report);
    assertThat(Wire.read(Wire.write(result), AttemptResult.class)).isEqualTo(result);
  }

  /** Sidecars and operators of other versions read and write these very words. */
  @Test
  void messagesAreWrittenAsTheyAlwaysWere() {
    var info = new MethodInfo(CaptureMethod.SigQuit, true, true, Reason.Possible, "can be sent");
    var process =
        new ProcessInfo(7, 1, 4711, "/app", 1000, 1000, "go", "go1.26.8", true, List.of(info));
    var request =
        new AttemptRequest("a", CaptureMethod.Jcmd, "c", 7, 42, "2026-01-01T00:00:00Z", true, "s");
    var result =
        new AttemptResult(
            "a",
            AttemptResult.State.Done,
            CaptureMethod.ProcMem,
            Reason.DumpTaken,
            "ok",
            "s",
            "f",
            new DumpFile(5, "00", List.of("its end is missing")));

    assertThat(List.of(text(new ProcessReport(List.of(process))), text(request), text(result)))
        .containsExactly(
            """
            {"processes":[{"exe":"/app","gid":1000,"methods":[{"kills":true,"message":"can be sent",\
            "method":"SigQuit","possible":true,"reason":"Possible"}],"nspid":1,"pid":7,"runtime":"go",\
            "runtimeVersion":"go1.26.8","sigquitCaught":true,"startTime":4711,"uid":1000}]}\
            """,
            """
            {"attemptId":"a","containerID":"c","expiresAt":"2026-01-01T00:00:00Z","killsAllowed":true,\
            "method":"Jcmd","pid":7,"series":"s","startTime":42}\
            """,
            """
            {"attemptId":"a","dump":{"bytes":5,"problems":["its end is missing"],"sha256":"00"},\
            "finishedAt":"f","message":"ok","method":"ProcMem","reason":"DumpTaken","startedAt":"s",\
            "state":"Done"}\
            """);
  }

  /** In this order they are tried. */
  @Test
  void methodsHaveTheirWords() {
    assertThat(CaptureMethod.values())
        .extracting(Enum::name)
        .containsExactly("ProcMem", "Pprof", "Gops", "Jcmd", "SigQuit");
  }

  private static String text(Record message) {
    return new String(Wire.write(message), StandardCharsets.UTF_8);
  }

  @Test
  void membersOfALaterVersionArePassedOver() throws IOException {
    byte[] later =
        "{\"bytes\":1,\"sha256\":\"ab\",\"colour\":{\"is\":[\"new\"]}}"
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Wire.read(later, DumpFile.class)).isEqualTo(new DumpFile(1, "ab", null));
  }

  @Test
  void methodsAndReasonsOfALaterVersionDoNotHideTheRest() throws IOException {
    byte[] later =
        """
        {"processes": [{"pid": 7, "runtime": "go", "methods": [
          {"method": "Telepathy", "possible": true, "kills": false, "reason": "Possible",
           "message": ""},
          {"method": "Pprof", "possible": false, "kills": false, "reason": "Moonlight",
           "message": "Wait for the sun"}]}]}
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(Wire.read(later, ProcessReport.class).processes().getFirst().methods())
        .containsExactly(
            new MethodInfo(CaptureMethod.Pprof, false, false, Reason.Failed, "Wait for the sun"));
  }

  @Test
  void aRequestOfAnEarlierOperatorBelongsToNoSeries() throws IOException {
    byte[] earlier =
        """
        {"attemptId": "a", "method": "ProcMem", "containerID": "c", "pid": 7, "startTime": 42,
         "expiresAt": "2026-01-01T00:00:00Z", "killsAllowed": false}
        """
            .getBytes(StandardCharsets.UTF_8);
    var request =
        new AttemptRequest("a", CaptureMethod.ProcMem, "c", 7, 42, "2026-01-01T00:00:00Z", false);

    assertThat(Wire.read(earlier, AttemptRequest.class)).isEqualTo(request);
    assertThat(new String(Wire.write(request), StandardCharsets.UTF_8)).doesNotContain("series");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> Wire.read("<html>".getBytes(StandardCharsets.UTF_8), DumpFile.class))
        .isInstanceOf(IOException.class);
  }
}
