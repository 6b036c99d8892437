package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Whoever is in a sidecar's place may answer what he likes, as much as he likes. */
class SidecarClientTest {

  private static final int MIB = 1 << 20;

  @Test
  void anAnswerIsReadToItsBoundAndRefusedWithAReason() throws IOException {
    try (var server = new MockWebServer()) {
      server.start();
      var client = new SidecarClient(new OkHttpClient(), server.url("/"), "hub-0");
      server.enqueue(answer(200, "{\"version\":\"" + "x".repeat(2 * MIB) + "\"}"));
      server.enqueue(answer(200, "[".repeat(64 * MIB)));
      server.enqueue(answer(500, "no".repeat(MIB)));

      assertThatThrownBy(client::status)
          .isInstanceOf(SidecarException.class)
          .hasMessageContaining("its answer is longer than 1024 KiB");
      assertThatThrownBy(() -> client.processes("abc"))
          .isInstanceOf(SidecarException.class)
          .hasMessageContaining("its answer is longer than 1024 KiB");
      assertThatThrownBy(() -> client.result("a"))
          .isInstanceOf(SidecarException.class)
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
    }
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("Content-Type", "application/json")
        .body(new Buffer().writeUtf8(body))
        .build();
  }
}
