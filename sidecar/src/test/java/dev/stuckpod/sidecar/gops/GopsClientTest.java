package dev.stuckpod.sidecar.gops;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app, this one, that answers as gops' agent does, or not. */
@Timeout(60)
class GopsClientTest {

  private static final int NOBODY = 0;
  private static final String DUMP = "goroutine 1 [running]:\nmain.main()\n";

  private final Proc proc = new Proc(Path.of("/proc"));
  private final int self = Math.toIntExact(ProcessHandle.current().pid());
  private final GopsClient gops = new GopsClient(proc, new Ports(proc, NOBODY));
  private final AtomicInteger asked = new AtomicInteger(-1);
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
  @ValueSource(strings = {"go1.26.8\n", "go1.26.8 X:nocoverageredesign\n", "devel go1.27-abc\n"})
  void anAgentIsAskedForItsVersion(String version) {
    answer(version, "");

    assertThat(gops.answers(at())).isTrue();
    assertThat(asked).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "+OK\r\n"})
  void whatAnswersOtherwiseIsNoAgent(String answer) {
    answer(answer, "");

    assertThat(gops.answers(at())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "go1.26.8\n"})
  void whatNeverEndsIsNoAgent(String begin) {
    answer(begin, "x");

    assertThat(gops.answers(at())).isFalse();
  }

  @Test
  void whatTakesNothingInIsNoAgent() {
    assertThat(gops.answers(at())).isFalse();
  }

  @Test
  void theStacksAreTakenAsTheyCome() throws IOException {
    answer(DUMP, "");
    var out = new ByteArrayOutputStream();

    assertThat(gops.stacks(at(), self, startTime(), out)).isTrue();
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(DUMP);
    assertThat(asked).hasValue(1);
  }

  @Test
  void whatBreaksOffIsNotTakenForWhole() throws IOException {
    answer(DUMP + "main.ma", "");

    assertThat(gops.stacks(at(), self, startTime(), OutputStream.nullOutputStream())).isFalse();
  }

  @Test
  void whatEndedMeanwhileIsNotTakenForWhole() throws IOException {
    answer(DUMP, "");

    assertThat(gops.stacks(at(), self, startTime() + 1, OutputStream.nullOutputStream())).isFalse();
  }

  @Test
  void whatIsNoDumpIsNotTaken() {
    answer("go1.26.8\n", "");

    assertThatThrownBy(() -> gops.stacks(at(), self, startTime(), OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no goroutine dump");
  }

  private long startTime() {
    return proc.startTime(self).orElseThrow();
  }

  private String at() {
    return "127.0.0.1:" + app.getLocalPort();
  }

  /** Answers, then the rest for ever, a piece now and then; without one it ends. */
  private void answer(String begin, String rest) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket client = app.accept()) {
                asked.set(client.getInputStream().read());
                OutputStream out = client.getOutputStream();
                out.write(begin.getBytes(StandardCharsets.US_ASCII));
                while (!rest.isEmpty()) {
                  out.write(rest.getBytes(StandardCharsets.US_ASCII));
                  Thread.sleep(50);
                }
              } catch (IOException | InterruptedException over) {
                assertThat(over).isNotNull();
              }
            });
  }
}
