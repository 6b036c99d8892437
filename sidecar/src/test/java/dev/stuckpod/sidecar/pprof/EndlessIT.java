package dev.stuckpod.sidecar.pprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.sidecar.port.Ports;
import dev.stuckpod.sidecar.process.Proc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app, this one, that answers as fast as it can and never ends, or not as it says. */
@Timeout(120)
class EndlessIT {

  private static final int NOBODY = 0;
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String INDEX = "<a href=/debug/pprof/>goroutine</a>";
  private static final byte[] MUCH = new byte[1 << 16];

  static {
    Arrays.fill(MUCH, (byte) 'x');
  }

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
        "HTTP/1.1 2",
        HEAD + "A: ",
        HEAD + "Content-Length: -1\r\n\r\n",
        HEAD + "Content-Length: 99999999999999999999\r\n\r\n",
        HEAD + "\r\n",
        CHUNKED,
        CHUNKED + "0;",
      })
  void isNoPprof(String begin) {
    answer(begin.getBytes(StandardCharsets.US_ASCII), true);

    assertThat(pprof.find(self)).isEmpty();
  }

  @Test
  void thatBeginsAsPprofDoesIsOneAsItsPageIsReadToABound() {
    answer((HEAD + "\r\n" + INDEX).getBytes(StandardCharsets.US_ASCII), true);

    assertThat(pprof.find(self))
        .hasValueSatisfying(at -> assertThat(at).endsWith(":" + app.getLocalPort()));
  }

  @Test
  void whatComesPackedThoughNobodyAskedForThatIsNotUnpacked() throws IOException {
    var bomb = new ByteArrayOutputStream();
    bomb.writeBytes((HEAD + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    try (var packed = new GZIPOutputStream(bomb)) {
      packed.write("goroutine 1 [running]:\n".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 1000; i++) {
        packed.write(MUCH);
      }
    }
    answer(bomb.toByteArray(), false);

    assertThatThrownBy(() -> pprof.goroutines(at(), OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no goroutine dump");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHUNKED + "1000\r\ngoroutine 1 [running]:\n",
        CHUNKED + "17\r\ngoroutine 1 [running]:\n\r\n",
        HEAD + "Content-Length: 1000\r\n\r\ngoroutine 1 [running]:\n",
      })
  void whatBreaksOffIsNotTakenForWhole(String cut) {
    answer(cut.getBytes(StandardCharsets.US_ASCII), false);

    assertThatThrownBy(() -> pprof.goroutines(at(), OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CHUNKED + "a;x=y\r\ngoroutine \r\n10\r\n1 [running]:\nabc\r\n0\r\n\r\n",
        HEAD + "content-length: 26\r\n\r\ngoroutine 1 [running]:\nabc and more",
        HEAD + "\r\ngoroutine 1 [running]:\nabc",
        "HTTP/1.0 200\n\ngoroutine 1 [running]:\nabc",
      })
  void whatIsWholeIsTaken(String whole) throws IOException {
    answer(whole.getBytes(StandardCharsets.US_ASCII), false);
    var out = new ByteArrayOutputStream();

    pprof.goroutines(at(), out);

    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("goroutine 1 [running]:\nabc");
  }

  private String at() {
    return "127.0.0.1:" + app.getLocalPort();
  }

  private void answer(byte[] begin, boolean endless) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket client = app.accept();
                  Thread.ofVirtual().start(() -> answer(client, begin, endless));
                }
              } catch (IOException closed) {
                assertThat(app.isClosed()).isTrue();
              }
            });
  }

  private static void answer(Socket client, byte[] begin, boolean endless) {
    try (client) {
      assertThat(client.getInputStream().read(new byte[1000])).isPositive();
      OutputStream out = client.getOutputStream();
      out.write(begin);
      while (endless) {
        out.write(MUCH);
      }
    } catch (IOException over) {
      assertThat(client.isClosed()).isTrue();
    }
  }
}
