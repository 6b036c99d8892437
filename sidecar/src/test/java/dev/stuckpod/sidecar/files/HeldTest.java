package dev.stuckpod.sidecar.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real files, as an app may put them; a FIFO that is opened for reading would block for good. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeldTest {

  private static final int MOST = 100_000;

  @TempDir Path outside;
  private Path root;

  @BeforeEach
  void make() throws IOException {
    root = outside.resolve("root");
    Files.createDirectories(root.resolve("tmp"));
    Files.writeString(outside.resolve("secret"), "secret");
  }

  @Test
  void aFileIsReadToABound() throws IOException {
    Files.write(root.resolve("tmp/file"), new byte[MOST + 1]);
    Files.writeString(root.resolve("tmp/short"), "short");
    Files.createFile(root.resolve("tmp/empty"));

    assertThat(begin("tmp/file")).hasSize(MOST);
    assertThat(begin("tmp/short")).isEqualTo("short".getBytes(UTF_8));
    assertThat(begin("tmp/empty")).isEmpty();
  }

  @Test
  void ofAHugeFileTheBeginningIsRead() throws IOException {
    try (var file = new RandomAccessFile(root.resolve("tmp/huge").toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    assertThat(begin("tmp/huge")).hasSize(MOST);
  }

  @Test
  void whatIsNoFileIsNotOpened() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", root.resolve("tmp/fifo").toString()).start().waitFor())
        .isZero();
    Files.createDirectory(root.resolve("tmp/folder"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("tmp/socket")));

      for (String name : new String[] {"fifo", "folder", "socket"}) {
        assertThatThrownBy(() -> begin("tmp/" + name))
            .as(name)
            .isInstanceOf(FileSystemException.class)
            .hasMessageContaining("not a regular file");
      }
      assertThatThrownBy(() -> names("tmp/fifo")).hasMessageContaining("not a folder");
      assertThat(names("tmp")).containsExactlyInAnyOrder("fifo", "folder");
    }
  }

  @Test
  void aDeviceIsNotOpened() {
    assertThatThrownBy(
            () -> {
              try (Held dev = Held.of(Path.of("/dev"));
                  Held zero = dev.at("zero")) {
                zero.begin(MOST);
              }
            })
        .hasMessageContaining("not a regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/zero", "/etc/passwd", "../../secret", "../secret", "loop", "short"})
  void noLinkIsFollowed(String target) throws IOException {
    Files.writeString(root.resolve("tmp/short"), "of the app's own");
    Files.createSymbolicLink(root.resolve("tmp/link"), Path.of(target));
    Files.createSymbolicLink(root.resolve("tmp/loop"), Path.of("link"));

    assertThatThrownBy(() -> begin("tmp/link")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> begin("tmp/loop")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "/", "/etc", "tmp", "self"})
  void noFolderThatIsALinkIsGoneThrough(String target) throws IOException {
    Files.createSymbolicLink(root.resolve("self"), Path.of("."));
    Files.createSymbolicLink(root.resolve("link"), Path.of(target));
    Files.writeString(root.resolve("tmp/file"), "x");

    for (String path : new String[] {"link/file", "link/passwd", "self/tmp/file", "link/secret"}) {
      assertThatThrownBy(() -> begin(path)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", ".", "..", "../secret", "tmp/../../secret", "tmp//file", "/tmp"})
  void noPathLeavesTheRoot(String path) {
    assertThatThrownBy(() -> begin(path)).isInstanceOf(NoSuchFileException.class);
  }

  /** Each time it is read it is a file, or none; never what the link or the FIFO leads to. */
  @Test
  void whatChangesWhileItIsReadIsNeverAnotherThing() throws Exception {
    Path tmp = root.resolve("tmp");
    assertThat(new ProcessBuilder("mkfifo", tmp.resolve("fifo").toString()).start().waitFor())
        .isZero();
    Files.createSymbolicLink(tmp.resolve("link"), outside.resolve("secret"));
    var over = new AtomicBoolean();
    Thread app = Thread.ofPlatform().start(() -> change(tmp, over));
    try {
      for (int i = 0; i < 20_000; i++) {
        try {
          assertThat(new String(begin("tmp/file"), UTF_8)).isIn("", "mine");
        } catch (FileSystemException noFile) {
          assertThat(noFile.getFile()).isEqualTo("file");
        }
      }
    } finally {
      over.set(true);
      app.join();
    }
  }

  @Test
  void nothingStaysOpen() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    Files.createSymbolicLink(root.resolve("a/link"), Path.of("b"));
    long before = descriptors();

    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> begin("a/b/none")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> begin("a/link/none")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> begin("a/b/..")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> begin("a/b")).isInstanceOf(IOException.class);
    }

    assertThat(descriptors()).isLessThan(before + 100);
  }

  private static void change(Path tmp, AtomicBoolean over) {
    Path next = tmp.resolve("next");
    try {
      while (!over.get()) {
        Files.writeString(next, "mine");
        Files.move(next, tmp.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
        Files.createSymbolicLink(next, Path.of("link"));
        Files.move(next, tmp.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
        Files.createLink(next, tmp.resolve("fifo"));
        Files.move(next, tmp.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(tmp.resolve("file"));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private List<String> names(String path) throws IOException {
    try (Held held = Held.of(root);
        Held folder = held.at(path)) {
      return folder.names("f*", MOST);
    }
  }

  private byte[] begin(String path) throws IOException {
    try (Held held = Held.of(root);
        Held file = held.at(path)) {
      return file.begin(MOST);
    }
  }
}
