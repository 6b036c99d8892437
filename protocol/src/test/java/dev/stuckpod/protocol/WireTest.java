package dev.stuckpod.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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

  @Test
  void glancesAreWrittenAsTheyAlwaysWere() throws IOException {
    var request = new GlanceRequest("c", 7, 42);
    var seen =
        new Glance(
            7,
            42,
            ProcessInfo.GO,
            "go1.26.8",
            null,
            null,
            9,
            1,
            3,
            new Glance.Goroutines(
                5,
                0,
                List.of(new Glance.State("sync.Mutex.Lock", 5)),
                List.of(new Glance.Waiters(LockKind.Mutex, 5, 0, 4, 1, 6, 3, null))),
            null);
    var threads =
        new Glance(
            7,
            42,
            ProcessInfo.HOTSPOT,
            null,
            null,
            null,
            9,
            1,
            3,
            null,
            new Glance.Threads(20, 1, 15, 6, 2, 4, 5));
    var refused = Glance.refused(request, Reason.YamaForbids, "no");

    assertThat(List.of(text(request), text(seen), text(threads), text(refused)))
        .containsExactly(
            """
            {"containerID":"c","pid":7,"startTime":42}\
            """,
            """
            {"atNanos":9,"goroutines":{"count":5,"states":[{"count":5,"state":"sync.Mutex.Lock"}],\
            "unread":0,"waiters":[{"count":5,"kind":"Mutex","left":1,"notRun":4,"oldestGlances":3,\
            "oldestNanos":6,"unwatched":0}]},"pid":7,"runtime":"go","runtimeVersion":"go1.26.8",\
            "sinceNanos":3,"startTime":42,"tookNanos":1}\
            """,
            """
            {"atNanos":9,"pid":7,"runtime":"hotspot","sinceNanos":3,"startTime":42,"threads":\
            {"count":20,"dozing":2,"still":15,"stillNanos":6,"stopped":4,"stoppedNanos":5,"unread":1},\
            "tookNanos":1}\
            """,
            """
            {"atNanos":0,"message":"no","pid":7,"refusal":"YamaForbids","runtime":"unknown",\
            "sinceNanos":0,"startTime":42,"tookNanos":0}\
            """);
    for (Glance glance : List.of(seen, threads, refused)) {
      assertThat(Wire.read(Wire.write(glance), Glance.class)).isEqualTo(glance);
      assertThat(glance.fault(request)).isEmpty();
    }
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
  void howManyStandForHowLongIsWrittenAndReadBack() throws IOException {
    var steps = List.of(new Glance.Older(10, 4), new Glance.Older(30, 1));
    var told =
        new Glance.Goroutines(
            5, 0, List.of(), List.of(new Glance.Waiters(LockKind.Mutex, 5, 0, 4, 1, 60, 7, steps)));

    assertThat(text(told))
        .contains("\"older\":[{\"count\":4,\"nanos\":10},{\"count\":1,\"nanos\":30}]");
    assertThat(Wire.read(Wire.write(told), Glance.Goroutines.class)).isEqualTo(told);
  }

  @Test
  void locksOfALaterVersionDoNotHideTheRest() throws IOException {
    byte[] later =
        """
        {"pid": 7, "startTime": 42, "runtime": "go", "goroutines": {"count": 3, "waiters": [
          {"kind": "Turnstile", "count": 1}, null, {"kind": "Mutex", "count": 2}]}}
        """
            .getBytes(StandardCharsets.UTF_8);
    Glance glance = Wire.read(later, Glance.class);

    assertThat(Objects.requireNonNull(glance.goroutines()).waiters())
        .containsExactly(new Glance.Waiters(LockKind.Mutex, 2, 0, 0, 0, 0, 0, null));
    assertThat(glance.fault(new GlanceRequest("c", 7, 42))).isEmpty();
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
