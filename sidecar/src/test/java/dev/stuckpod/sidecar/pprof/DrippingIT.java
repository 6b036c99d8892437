package dev.stuckpod.sidecar.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.sidecar.port.Ports;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app, this one, that answers a byte now and then, so that no single part of it is late. */
@Timeout(60)
class DrippingIT {

  private static final int NOBODY = 0;
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  private static final String LONG = HEAD + "Content-Length: 1000000\r\n\r\n";
  private static final String PARTS = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

  private final int self = Math.toIntExact(ProcessHandle.current().pid());
  private final PprofClient pprof = new PprofClient(new Ports(new Proc(Path.of("/proc")), NOBODY));
  private ServerSocket app;

  @BeforeEach
  void listen() throws IOException {
    app = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 100 Continue\r\n\r\n",
        HEAD + "A: ",
        HEAD + "\r\ngoroutine ",
        LONG,
        PARTS,
        PARTS + "fffff\r\n",
      })
  void isNoPprof(String begin) {
    drip(begin);

    assertThat(pprof.find(self)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {HEAD + "\r\n", LONG, PARTS + "fffff\r\n"})
  void whatComesTooSlowlyIsTooLate(String begin) throws IOException {
    drip(begin);

    try (var connection =
        new HttpQuestion("127.0.0.1:" + app.getLocalPort(), "/", 1000, Duration.ofMillis(500))) {
      assertThatThrownBy(() -> connection.open().transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  private void drip(String begin) {
    Thread.ofVirtual().start(() -> answerAll(begin));
  }

  private void answerAll(String begin) {
    try {
      while (true) {
        Socket client = app.accept();
        Thread.ofVirtual().start(() -> answer(client, begin));
      }
    } catch (IOException closed) {
      assertThat(app.isClosed()).isTrue();
    }
  }

  private static void answer(Socket client, String begin) {
    try (client) {
      OutputStream out = client.getOutputStream();
      out.write(begin.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write('x');
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException over) {
      assertThat(client.isClosed()).isTrue();
    }
  }
}
