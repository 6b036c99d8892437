package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands in the place of a file that a reader expects. */
enum Trap {
  FIFO,
  FOLDER,
  SOCKET,
  DEVICE,
  LOOP,
  OUTSIDE,
  HUGE;

  /**
   * Puts it there.
   *
   * @param outside a good file, which a link leads to
   */
  void put(Path at, Path outside) throws Exception {
    switch (this) {
      case FIFO ->
          assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor()).isZero();
      case FOLDER -> Files.createDirectory(at);
      case SOCKET -> {
        // its name is shorter than a socket's may be wherever the test runs
        Path made = Path.of(System.getProperty("java.io.tmpdir"), "trap" + System.nanoTime());
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          socket.bind(UnixDomainSocketAddress.of(made));
          Files.move(made, at);
        }
      }
      case DEVICE -> Files.createSymbolicLink(at, Path.of("/dev/zero"));
      case LOOP -> Files.createSymbolicLink(at, at.getFileName());
      case OUTSIDE -> Files.createSymbolicLink(at, outside);
      case HUGE -> {
        try (var file = new RandomAccessFile(at.toFile(), "rw")) {
          file.setLength(1L << 40);
        }
      }
    }
  }
}
