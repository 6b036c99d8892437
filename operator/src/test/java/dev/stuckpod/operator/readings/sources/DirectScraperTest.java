package dev.stuckpod.operator.readings.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.prometheus.ScriptedTarget;
import dev.stuckpod.operator.readings.DirectScrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Against real sockets. */
class DirectScraperTest {

  private final DirectScraper scraper = new DirectScraper(Duration.ofMillis(500));

  @Test
  void tellsAnAnswerFromSilence() throws IOException {
    try (var target = new ScriptedTarget("hub")) {
      assertThat(scraper.scrape(target.address(), "127.0.0.1")).isEqualTo(DirectScrape.Answered);

      target.become(ScriptedTarget.Mood.Hanging);

      assertThat(scraper.scrape(target.address(), "127.0.0.1")).isEqualTo(DirectScrape.TimedOut);
    }
  }

  @Test
  void aPortThatOnlyTheKernelServesIsSilent() throws IOException {
    try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertThat(scraper.scrape("127.0.0.1:" + socket.getLocalPort(), "127.0.0.1"))
          .isEqualTo(DirectScrape.TimedOut);
    }
  }

  @Test
  void aResetIsAnAnswer() throws IOException {
    try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket accepted = socket.accept()) {
                  accepted.setSoLinger(true, 0);
                } catch (IOException closed) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(scraper.scrape("127.0.0.1:" + socket.getLocalPort(), "127.0.0.1"))
          .isEqualTo(DirectScrape.Answered);
    }
  }

  @Test
  void aClosedPortRefuses() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(scraper.scrape("127.0.0.1:" + port, "127.0.0.1")).isEqualTo(DirectScrape.Refused);
  }

  @Test
  void onlyThePodsOwnAddressIsAsked() {
    assertThat(scraper.scrape("127.0.0.1:80", "10.0.0.1")).isEqualTo(DirectScrape.NotThePod);
    assertThat(scraper.scrape("hub.example:80", "10.0.0.1")).isEqualTo(DirectScrape.NotThePod);
    assertThat(scraper.scrape("10.0.0.1", "10.0.0.1")).isEqualTo(DirectScrape.NotThePod);
    assertThat(scraper.scrape("10.0.0.1:http", "10.0.0.1")).isEqualTo(DirectScrape.NotThePod);
    assertThat(scraper.scrape("", "")).isEqualTo(DirectScrape.NotThePod);
  }
}
