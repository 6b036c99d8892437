package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.flood.Flood;
import dev.stuckpod.protocol.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sidecar with its image's memory, and strangers at its port. Memory that is short anywhere would
 * end it here.
 */
class FloodIT {

  private static final String STRANGER = "127.0.0.2";
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final int QUESTIONS = 20;

  @TempDir Path directory;

  private SidecarProcess sidecar;

  @BeforeEach
  void start() throws Exception {
    sidecar = new SidecarProcess(directory, FloodedSidecar.class, "-XX:+ExitOnOutOfMemoryError");
  }

  @AfterEach
  void end() {
    sidecar.close();
  }

  @Test
  void unfinishedHandshakesOfAStrangerDoNotKeepTheOperatorOut() throws Exception {
    try (var _ = new Flood(sidecar.port(), 163, STRANGER, Flood.handshake(), AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  @Test
  void connectionsThatSayNothingDoNot() throws Exception {
    try (var _ = new Flood(sidecar.port(), 1000, STRANGER, new byte[0], AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  @Test
  void whatIsNoHandshakeDoesNot() throws Exception {
    try (var _ = new Flood(sidecar.port(), 163, STRANGER, Flood.endlessHeader(), AT_ONCE)) {
      askManyTimes();
    }
    assertIsAlive();
  }

  /** As an operator does it whose connection was lost. */
  @Test
  void aFloodFromTheOperatorsOwnAddressOnlySlowsItDown() throws Exception {
    try (var _ = new Flood(sidecar.port(), 163, "127.0.0.1", Flood.handshake(), AT_ONCE)) {
      for (int i = 0; i < 5; i++) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(this::isAnswered);
      }
    }
    assertIsAlive();
  }

  private boolean isAnswered() throws IOException {
    try (Response response = sidecar.ask(Wire.STATUS)) {
      return response.code() == 200;
    }
  }

  private void askManyTimes() throws IOException {
    for (int i = 0; i < QUESTIONS; i++) {
      try (Response response = sidecar.ask(Wire.STATUS)) {
        assertThat(response.code()).isEqualTo(200);
      }
    }
  }

  private void assertIsAlive() throws Exception {
    sidecar.assertIsAlive();
    assertThat(sidecar.log()).doesNotContain("OutOfMemoryError");
  }
}
