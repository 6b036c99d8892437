package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Wire;
import java.nio.file.Path;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Its death would take the app's pod out of service: an attempt without memory ends alone. */
class OutOfMemoryIT {

  private static final int TIMES = 3;

  @TempDir Path directory;

  @Test
  void anAttemptThatTakesAllMemoryIsAnsweredAndTheNextIsMade() throws Exception {
    try (var sidecar = new SidecarProcess(directory, HungrySidecar.class)) {
      for (int i = 0; i < TIMES; i++) {
        try (Response hungry = ask(sidecar, HungrySidecar.HUNGRY + i)) {
          assertThat(hungry.code()).isEqualTo(500);
          assertThat(hungry.body().string())
              .contains("the sidecar has failed")
              .contains("OutOfMemoryError");
        }
        try (Response next = ask(sidecar, "modest" + i)) {
          assertThat(next.code()).isEqualTo(200);
          assertThat(next.body().string()).contains("has eaten 0");
        }
      }
      sidecar.assertIsAlive();
    }
  }

  private static Response ask(SidecarProcess sidecar, String attempt) throws Exception {
    var request =
        new AttemptRequest(
            attempt,
            CaptureMethod.ProcMem,
            "none",
            1,
            1,
            Instant.now().plus(AttemptRequest.LIFETIME).toString(),
            false);
    var body = RequestBody.create(Wire.write(request), MediaType.get("application/json"));
    return sidecar.send(new Request.Builder().post(body), Wire.ATTEMPTS);
  }
}
