package dev.stuckpod.goroutines.sockets;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table, in few bytes: protocol, state, then two addresses with their ports, or the
 * length of a name and the name.
 *
 * @param number by which the kernel knows the socket
 */
@SuppressWarnings("ArrayRecordComponent") // it is copied into a table, and compared nowhere
record PackedSocket(long number, byte[] bytes) {

  private static final int CONNECTING = 0x02;
  private static final int LISTENING = 0x0a;

  /** A flag of a Unix socket that accepts connections. */
  private static final int ACCEPTS = 1 << 16;

  private static final int LONGEST_NAME = 108;
  private static final int HEAD = 2;

  private static final Pattern INTERNET =
      Pattern.compile(
          " *\\d{1,10}: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})"
              + " ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{2}) \\S{1,40} \\S{1,40}"
              + " \\S{1,40} +\\d{1,10} +\\d{1,10} (\\d{1,10}) .*");
  private static final Pattern LOCAL =
      Pattern.compile(
          "[0-9a-fA-F]{8,16}: [0-9A-F]{8} 0{8} ([0-9A-F]{8}) [0-9A-F]{4} [0-9A-F]{2}"
              + " +(\\d{1,10})(?: (.*))?",
          Pattern.DOTALL);

  /** Reads a line; null where it is none, or of no socket that a process has. */
  static @Nullable PackedSocket of(Protocol protocol, String line) {
    return protocol == Protocol.UNIX ? local(line) : internet(protocol, line);
  }

  private static @Nullable PackedSocket internet(Protocol protocol, String line) {
    Matcher m = INTERNET.matcher(line);
    int half = protocol.addressBytes();
    if (!m.matches() || m.group(1).length() != 2 * half || m.group(3).length() != 2 * half) {
      return null;
    }
    byte[] bytes = new byte[HEAD + 2 * (half + 2)];
    bytes[0] = (byte) protocol.code();
    bytes[1] = (byte) Integer.parseInt(m.group(5), 16);
    for (int side = 0; side < 2; side++) {
      int at = HEAD + side * (half + 2);
      byte[] address = HexFormat.of().parseHex(m.group(1 + 2 * side));
      for (int i = 0; i < half; i++) {
        bytes[at + i] = address[i ^ 3]; // numbers of four bytes, the last one first
      }
      System.arraycopy(HexFormat.of().parseHex(m.group(2 + 2 * side)), 0, bytes, at + half, 2);
    }
    return of(m.group(6), bytes);
  }

  private static @Nullable PackedSocket local(String line) {
    Matcher m = LOCAL.matcher(line);
    if (!m.matches()) {
      return null;
    }
    String name = m.group(3) == null ? "" : m.group(3);
    int kept = Math.min(name.length(), LONGEST_NAME);
    byte[] bytes = new byte[HEAD + 1 + kept];
    bytes[0] = (byte) Protocol.UNIX.code();
    bytes[1] = (byte) ((Long.parseLong(m.group(1), 16) & ACCEPTS) == 0 ? 0 : LISTENING);
    bytes[HEAD] = (byte) kept;
    for (int i = 0; i < kept; i++) {
      char c = name.charAt(i);
      bytes[HEAD + 1 + i] = (byte) (c > ' ' && c < 0x7f ? c : '?');
    }
    return of(m.group(2), bytes);
  }

  private static @Nullable PackedSocket of(String number, byte[] bytes) {
    long parsed = Long.parseLong(number);
    return parsed == 0 || parsed > SocketTable.BIGGEST_NUMBER
        ? null
        : new PackedSocket(parsed, bytes);
  }

  /** Whether it waits for connections. */
  boolean listens() {
    return bytes[1] == LISTENING && bytes[0] != Protocol.UNIX.code();
  }

  /** Gives the port on its own side; for those that have ports. */
  int port() {
    int half = Protocol.of(bytes[0]).addressBytes();
    return port(bytes, HEAD + half);
  }

  /** Whether bytes are of a Unix socket. */
  static boolean isLocal(byte[] in, int at) {
    return in[at] == Protocol.UNIX.code();
  }

  /**
   * Tells of a socket.
   *
   * @param at where it begins
   * @param accepting ports at which somebody waits for TCP connections: whose own side is one of
   *     these was called, and has not called
   */
  static String say(byte[] in, int at, BitSet accepting) {
    Protocol protocol = Protocol.of(in[at]);
    int state = in[at + 1];
    if (protocol == Protocol.UNIX) {
      int length = in[at + HEAD];
      String name = new String(in, at + HEAD + 1, length, StandardCharsets.ISO_8859_1);
      return "unix" + (length == 0 ? ", unnamed" : " " + name) + isAccepting(state);
    }
    int half = protocol.addressBytes();
    int other = at + HEAD + half + 2;
    String said = protocol.word() + " " + Address.say(in, at + HEAD, half);
    if (state == LISTENING) {
      return said + isAccepting(state);
    }
    if (port(in, other + half) == 0) {
      return said;
    }
    boolean called = protocol.word().equals("tcp") && accepting.get(port(in, at + HEAD + half));
    return said
        + (called ? " from " : " to ")
        + Address.say(in, other, half)
        + (state == CONNECTING ? ", connecting" : "");
  }

  private static String isAccepting(int state) {
    return state == LISTENING ? ", listening" : "";
  }

  private static int port(byte[] in, int at) {
    return (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
  }
}
