package dev.stuckpod.goroutines.sockets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel tells of the sockets of a network namespace (proc_pid_net(5)), packed: a full
 * table takes 3 MiB at most. Anybody in the namespace may give a Unix socket a name that looks like
 * lines of the table; so such a line says nothing where another one says something else.
 */
final class SocketTable {

  /** So many lines are read, of all tables. */
  static final int MOST_LINES = 50_000;

  /** The kernel counts sockets in 32 bits. */
  static final long BIGGEST_NUMBER = 0xffffffffL;

  private static final int MOST_BYTES = 2 << 20;
  private static final int LONGEST_LINE = 400;
  private static final int PIECE = 1 << 13;
  private static final int PLACE_BITS = 31;

  /** Number of a socket, 32 bits, and where its bytes begin, 31 bits; in order at last. */
  private long[] keys = new long[64];

  private byte[] bytes = new byte[1024];
  private final BitSet accepting = new BitSet();
  private int size;
  private int length;
  private int lines;

  /** Begins with an empty one. */
  SocketTable() {}

  /**
   * Reads the tables that can be read.
   *
   * @param net such as {@code /proc/1234/net}
   */
  static SocketTable read(Path net) {
    var table = new SocketTable();
    for (Protocol protocol : Protocol.values()) {
      try (InputStream in = Files.newInputStream(net.resolve(protocol.file()))) {
        table.add(protocol, in);
      } catch (IOException unreadable) {
        // the others may be read all the same
      }
    }
    return table;
  }

  /** Adds what is in one of the kernel's tables, as far as there is room. */
  void add(Protocol protocol, InputStream in) throws IOException {
    byte[] piece = new byte[PIECE];
    byte[] line = new byte[LONGEST_LINE];
    int used = 0;
    for (int n = in.read(piece); n > 0 && lines < MOST_LINES; n = in.read(piece)) {
      for (int i = 0; i < n && lines < MOST_LINES; i++) {
        if (piece[i] == '\n') {
          lines++;
          if (used <= LONGEST_LINE) {
            take(protocol, new String(line, 0, used, StandardCharsets.ISO_8859_1));
          }
          used = 0;
        } else if (used < LONGEST_LINE) {
          line[used++] = piece[i];
        } else {
          used = LONGEST_LINE + 1;
        }
      }
    }
    Arrays.sort(keys, 0, size);
  }

  private void take(Protocol protocol, String line) {
    PackedSocket socket = PackedSocket.of(protocol, line);
    if (socket == null || length + socket.bytes().length > MOST_BYTES) {
      return;
    }
    if (socket.listens()) {
      accepting.set(socket.port());
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    int end = length + socket.bytes().length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(socket.bytes(), 0, bytes, length, socket.bytes().length);
    keys[size++] = socket.number() << PLACE_BITS | length;
    length = end;
  }

  /** Tells of a socket; null where nothing is known, or not for sure. */
  @Nullable String say(long socket) {
    if (socket <= 0 || socket > BIGGEST_NUMBER) {
      return null;
    }
    String local = null;
    String internet = null;
    boolean doubtful = false;
    for (int i = first(socket); i < size && keys[i] >> PLACE_BITS == socket; i++) {
      int at = (int) keys[i] & Integer.MAX_VALUE;
      String said = PackedSocket.say(bytes, at, accepting);
      if (!PackedSocket.isLocal(bytes, at)) {
        doubtful |= internet != null && !internet.equals(said); // it changed meanwhile
        internet = said;
      } else if (internet == null) {
        doubtful |= local != null && !local.equals(said);
        local = said;
      }
    }
    return doubtful ? null : internet == null ? local : internet;
  }

  /** Gives the place of the first one with a number that is not smaller. */
  private int first(long socket) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] >> PLACE_BITS < socket) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
