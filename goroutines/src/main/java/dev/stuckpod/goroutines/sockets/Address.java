package dev.stuckpod.goroutines.sockets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** An address and a port, as people write them. */
final class Address {

  private Address() {}

  /**
   * Gives {@code 10.0.0.7:5432}, {@code [2001:db8::7]:5432}; an IPv4 address in the form of IPv6 as
   * the former.
   *
   * @param at where it begins; the port is behind it
   * @param size 4 or 16
   */
  static String say(byte[] in, int at, int size) {
    int port = (in[at + size] & 0xff) << 8 | in[at + size + 1] & 0xff;
    byte[] address = Arrays.copyOfRange(in, at, at + size);
    try {
      InetAddress known = InetAddress.getByAddress(address); // asks nobody
      return (known.getAddress().length == 4
              ? known.getHostAddress()
              : "[" + shortened(address) + "]")
          + ":"
          + port;
    } catch (UnknownHostException neverOfFourOrSixteen) {
      throw new IllegalArgumentException("no address of " + size + " bytes", neverOfFourOrSixteen);
    }
  }

  /** With the longest run of zeros left out, as RFC 5952 has it. */
  private static String shortened(byte[] address) {
    int from = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(address, i + run) == 0) {
        run++;
      }
      if (run > longest) {
        from = i;
        longest = run;
      }
    }
    var text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += longest - 1;
        continue;
      }
      text.append(text.isEmpty() || text.toString().endsWith(":") ? "" : ":");
      text.append(Integer.toHexString(group(address, i)));
    }
    return text.toString();
  }

  private static int group(byte[] address, int i) {
    return (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
  }
}
