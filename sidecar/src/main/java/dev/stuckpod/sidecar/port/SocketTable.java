package dev.stuckpod.sidecar.port;

import java.util.List;
import java.util.stream.Stream;

/**
 * Reads /proc/net/tcp and tcp6: who listens where. Addresses stand there in hex, in the machine's
 * byte order.
 */
final class SocketTable {

  private static final String LISTEN = " 0A ";

  /** No app listens at more. */
  private static final int MOST = 1000;

  private SocketTable() {}

  /** Leaves all that do not listen, of which there may be many. */
  static List<Listener> listeners(Stream<String> lines) {
    return lines
        .filter(line -> line.contains(LISTEN))
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 9 && fields[3].equals(LISTEN.strip()))
        .map(SocketTable::listener)
        .limit(MOST)
        .toList();
  }

  private static Listener listener(String[] fields) {
    int colon = fields[1].indexOf(':');
    return new Listener(
        host(fields[1].substring(0, colon)),
        Integer.parseInt(fields[1].substring(colon + 1), 16),
        fields[9]);
  }

  private static String host(String hex) {
    if (hex.matches("0+")) {
      return "127.0.0.1"; // every address, or every one of both families
    }
    var address = new StringBuilder();
    if (hex.length() == 8) {
      for (int i = 6; i >= 0; i -= 2) {
        address.append(Integer.parseInt(hex.substring(i, i + 2), 16)).append(i > 0 ? "." : "");
      }
      return address.toString();
    }
    for (int word = 0; word < 32; word += 8) {
      String w = hex.substring(word, word + 8);
      address.append(w, 6, 8).append(w, 4, 6).append(':').append(w, 2, 4).append(w, 0, 2);
      address.append(word < 24 ? ":" : "");
    }
    return "[" + address + "]";
  }
}
