package dev.stuckpod.sidecar.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.signal.Signals;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What listens like a JVM, and writes where it is told as one does. */
@Timeout(60)
class ThreadFileTest {
  private static final int PID = 42;
  private static final String PLATFORM = "\"main\" #1 tid=0x1\n\tat A.run(A.java:1)\n";
  private static final String SIGN = "\"VirtualThread-unblocker\" #15 tid=0x2\n";
  private static final String ANNOUNCED = "\nThread.dump_to_file of the same attempt:\n";

  /** Answers Thread.dump_to_file. */
  private interface Jvm {
    String write(Path file) throws IOException;
  }

  @TempDir Path root;
  private ServerSocketChannel listening;

  @BeforeEach
  void listen() throws IOException {
    Path tmp = Files.createDirectories(root.resolve(PID + "/root/tmp"));
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(tmp.resolve(".java_pid" + PID)));
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
    if (Files.isSymbolicLink(sidecarSeenByApp())) {
      Files.delete(sidecarSeenByApp()); // it leads out of the folder that is removed
    }
  }

  @Test
  void virtualThreadsFollowThreadPrint() throws Exception {
    seeSidecar();
    serve(PLATFORM + SIGN, file -> write(file, "{ \"threadDump\": {} }"));
    var out = new ByteArrayOutputStream();

    String how = take(false, out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(PLATFORM + SIGN + ANNOUNCED + "{ \"threadDump\": {} }");
    assertThat(how).contains("Thread.print -l").contains("Created");
  }

  @Test
  void whereNothingTellsOfVirtualThreadsNoFileIsAskedFor() throws Exception {
    seeSidecar();
    serve(PLATFORM, _ -> "asked for a file");
    var out = new ByteArrayOutputStream();

    assertThat(take(false, out)).isEqualTo("Thread.print -l by the attach protocol");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(PLATFORM);
  }

  @Test
  void aJvmThatMayHideThemIsAskedAnyhow() throws Exception {
    seeSidecar();
    serve(PLATFORM, file -> write(file, "{}"));
    var out = new ByteArrayOutputStream();

    take(true, out);

    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(ANNOUNCED + "{}");
  }

  @Test
  void aFileThatCannotBeHadDoesNotCostWhatIsThere() throws Exception {
    seeSidecar();
    serve(PLATFORM + SIGN, _ -> "Failed: java.nio.file.AccessDeniedException");
    var out = new ByteArrayOutputStream();

    assertThat(take(false, out)).contains("without virtual threads").contains("AccessDenied");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(PLATFORM + SIGN);
  }

  @Test
  void aFileThatDoesNotEndIsReadForAWhile() throws Exception {
    seeSidecar();
    serve(
        PLATFORM + SIGN,
        file -> {
          try (OutputStream stream = Files.newOutputStream(file)) {
            while (true) {
              stream.write('x');
              stream.flush();
            }
          }
        });
    var out = new ByteArrayOutputStream();

    assertThat(take(false, out)).contains("more than is read");
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(PLATFORM + SIGN + ANNOUNCED + "x");
  }

  /** In another namespace of processes the name would be that of some file of the app. */
  @Test
  void nothingIsNamedThatTheAppDoesNotSeeAsThePipe() throws Exception {
    Path elsewhere = Files.createDirectories(sidecarSeenByApp());
    serve(PLATFORM + SIGN, _ -> "asked for a file");
    for (int i = 0; i < 200; i++) {
      Files.writeString(elsewhere.resolve(Integer.toString(i)), "the app's own");
    }
    var out = new ByteArrayOutputStream();

    assertThat(take(false, out)).contains("does not see the sidecar's processes");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(PLATFORM + SIGN);
  }

  @Test
  void thatTheDumpHasNoPlaceIsNotTheJvmsFailure() throws Exception {
    seeSidecar();
    serve(PLATFORM + SIGN, file -> write(file, "{}"));
    var kept = new ByteArrayOutputStream();
    OutputStream full =
        new FilterOutputStream(kept) {
          @Override
          public void write(byte[] b, int off, int len) throws IOException {
            if (kept.size() > 0) {
              throw new IOException("full");
            }
            kept.write(b, off, len);
          }
        };

    assertThatThrownBy(() -> take(false, full))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("full");
  }

  private String take(boolean hides, OutputStream out) throws Exception {
    Proc proc = new Proc(root);
    return new HotSpotAttach(proc, new Signals(proc), Duration.ofMillis(800))
        .threads(PID, PID, 1, hides, out);
  }

  private Path sidecarSeenByApp() {
    return root.resolve(PID + "/root/proc/" + ProcessHandle.current().pid() + "/fd");
  }

  private void seeSidecar() throws IOException {
    Path seen = sidecarSeenByApp();
    Files.createDirectories(seen.getParent());
    Files.createSymbolicLink(seen, Path.of("/proc/self/fd"));
  }

  private static String write(Path file, String json) throws IOException {
    Files.writeString(file, json);
    return "Created " + file;
  }

  private void serve(String print, Jvm jvm) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (true) {
                  answer(print, jvm);
                }
              } catch (IOException over) {
                assertThat(over).isNotNull();
              }
            });
  }

  private void answer(String print, Jvm jvm) throws IOException {
    try (SocketChannel client = listening.accept()) {
      ByteBuffer request = ByteBuffer.allocate(200);
      client.read(request);
      String command = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
      String answer = print;
      if (command.contains("dump_to_file")) {
        String[] words = command.strip().replace("\0", " ").strip().split(" ");
        answer = jvm.write(Path.of(words[words.length - 1]));
      }
      client.write(ByteBuffer.wrap(("0\n" + answer).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException broken) {
      if (!listening.isOpen()) {
        throw broken;
      }
    }
  }
}
