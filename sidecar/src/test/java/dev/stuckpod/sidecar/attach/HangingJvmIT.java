package dev.stuckpod.sidecar.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.signal.Signals;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real socket, of a JVM that listens and no longer accepts, its queue full or not yet; or of what
 * is no JVM and answers as it likes.
 */
@Timeout(120)
class HangingJvmIT {

  private static final int PID = 42;
  private static final int QUEUE = 1;

  @TempDir Path root;

  private final List<AutoCloseable> open = new ArrayList<>();
  private UnixDomainSocketAddress address;
  private ServerSocketChannel jvm;

  @BeforeEach
  void listen() throws IOException {
    Path tmp = Files.createDirectories(root.resolve(PID + "/root/tmp"));
    address = UnixDomainSocketAddress.of(tmp.resolve(".java_pid" + PID));
    jvm = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(jvm);
    jvm.bind(address, QUEUE);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isGivenUpWhenItsQueueIsFull(boolean virtual) throws Exception {
    for (int i = 0; i <= QUEUE; i++) {
      open.add(SocketChannel.open(address));
    }

    assertThat(reasonOn(virtual)).isEqualTo(Reason.TimedOut);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isGivenUpWhenItDoesNotAnswer(boolean virtual) throws Exception {
    assertThat(reasonOn(virtual)).isEqualTo(Reason.TimedOut);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isGivenUpWhenItsAnswerDoesNotEnd(boolean virtual) throws Exception {
    answer("0\n", true);

    assertThat(reasonOn(virtual)).isEqualTo(Reason.TimedOut);
  }

  @Test
  void whoseStatusDoesNotEndIsNotReadToItsEnd() throws Exception {
    answer("", true);

    assertThat(reasonOn(false)).isEqualTo(Reason.Failed);
  }

  /** The last name of a path is followed by connect(2), too. */
  @Test
  void aSocketBehindALinkIsNotTheJvms() throws Exception {
    answer("0\n", false);
    Path socket = address.getPath();
    Files.move(socket, root.resolve("other"));
    Files.createSymbolicLink(socket, root.resolve("other"));

    assertThat(reasonOn(false)).isEqualTo(Reason.Failed);
  }

  @Test
  void aTmpThatIsALinkIsNotGoneThrough() throws Exception {
    answer("0\n", false);
    Path tmp = address.getPath().getParent();
    Files.move(tmp, root.resolve("elsewhere"));
    Files.createSymbolicLink(tmp, root.resolve("elsewhere"));

    assertThat(reasonOn(false)).isEqualTo(Reason.ReadOnlyTmp);
  }

  @Test
  void whatIsNoSocketIsNotConnectedTo() throws Exception {
    Files.delete(address.getPath());
    assertThat(new ProcessBuilder("mkfifo", address.getPath().toString()).start().waitFor())
        .isZero();

    assertThat(reasonOn(false)).isEqualTo(Reason.Failed);
  }

  private void answer(String begin, boolean endless) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (SocketChannel client = jvm.accept()) {
                client.write(ByteBuffer.wrap(begin.getBytes(StandardCharsets.US_ASCII)));
                while (endless) {
                  client.write(ByteBuffer.wrap(new byte[1 << 16]));
                }
              } catch (IOException over) {
                assertThat(over).isNotNull();
              }
            });
  }

  private Reason reasonOn(boolean virtual) throws Exception {
    Proc proc = new Proc(root);
    var attach = new HotSpotAttach(proc, new Signals(proc), Duration.ofMillis(300));
    var reason = new CompletableFuture<Reason>();
    Runnable attempt =
        () -> {
          try {
            attach.threads(PID, PID, 1, false, OutputStream.nullOutputStream());
            reason.complete(Reason.DumpTaken);
          } catch (AttachException e) {
            reason.complete(e.reason());
          } catch (IOException | RuntimeException e) {
            reason.completeExceptionally(e);
          }
        };
    Thread thread =
        virtual ? Thread.ofVirtual().start(attempt) : Thread.ofPlatform().daemon().start(attempt);
    assertThat(thread.isVirtual()).isEqualTo(virtual);
    return reason.get(1, TimeUnit.MINUTES);
  }
}
