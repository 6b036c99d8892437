package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.protocol.Announcement;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What sidecars say, changed by a fuzzer: an impostor may say anything. The first byte tells what
 * it is the answer to. In a normal build only the seeds run; {@code operator/fuzz} looks for more.
 */
class SidecarAnswerFuzzTest {

  @ParameterizedTest
  @MethodSource("answers")
  void anyAnswerIsReadOrFails(byte[] input) throws IOException {
    fuzzerTestOneInput(input);
  }

  /** What Jazzer calls, as it names it. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] answer = Arrays.copyOfRange(input, 1, input.length);
    try {
      switch (input[0] & 7) {
        case 0 -> Wire.read(answer, SidecarStatus.class);
        case 1 -> Wire.read(answer, ProcessReport.class);
        case 2 -> Wire.read(answer, AttemptResult.class);
        case 3 -> announced(new String(answer, StandardCharsets.UTF_8));
        case 4 -> glance(Wire.read(answer, Glance.class));
        default -> unpack(answer);
      }
    } catch (IOException broken) {
      assertThat(broken).isNotNull(); // as a connection that breaks
    }
  }

  private static void announced(String log) {
    Announcement.in(log)
        .ifPresent(
            told -> assertThat(Announcement.of(told.line())).as("says the same").contains(told));
  }

  private static void glance(@Nullable Glance glance) {
    if (glance != null && glance.fault(new GlanceRequest("c", 7, 42)).isEmpty()) {
      assertThat(Wire.write(glance.with(text -> text))).hasSizeLessThan(Glance.LONGEST);
    }
  }

  private static void unpack(byte[] gzip) throws IOException {
    var dump = new Unpacking(new ByteArrayInputStream(gzip));
    dump.transferTo(OutputStream.nullOutputStream());
  }

  static Stream<byte[]> answers() throws IOException {
    var packed = new ByteArrayOutputStream();
    packed.write(7);
    try (var out = new GZIPOutputStream(packed)) {
      out.write("goroutine 1 [running]:\nmain.main()\n".repeat(9).getBytes(StandardCharsets.UTF_8));
    }
    return Stream.concat(
        Stream.of(packed.toByteArray()),
        Stream.of(
                "0{\"protocol\":[2,1],\"version\":\"1\",\"uid\":1,\"gid\":2,\"startedAt\":\"2026-01-01T00:00:00Z\"}",
                "1{\"processes\":[{\"pid\":7,\"startTime\":9,\"runtime\":\"go\",\"uid\":1,\"gid\":2,"
                    + "\"methods\":[{\"method\":\"ProcMem\",\"possible\":true,\"kills\":false,"
                    + "\"reason\":\"Ready\",\"message\":\"m\"}]}]}",
                "2{\"attemptId\":\"a\",\"state\":\"Done\",\"method\":\"Pprof\",\"reason\":\"Kept\","
                    + "\"message\":\"m\",\"startedAt\":\"s\",\"finishedAt\":\"f\",\"dump\":{\"bytes\":3}}",
                "4{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"atNanos\":9,\"goroutines\":{\"count\":5,"
                    + "\"states\":[{\"state\":\"sync.Mutex.Lock\",\"count\":5}],\"waiters\":[{"
                    + "\"kind\":\"Mutex\",\"count\":5,\"notRun\":4,\"oldestNanos\":3,"
                    + "\"oldestGlances\":2}]},\"threads\":{\"count\":3,\"still\":2,\"stopped\":1}}",
                "3stuckpod-cert MIIB port=7443\nlistening\nstuckpod-cert MIIB port=7444\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }
}
