package dev.stuckpod.goroutines.sockets;

/** A table of the kernel: how it is called, and what is in it. */
enum Protocol {
  TCP("tcp", "tcp", 0),
  TCP_6("tcp6", "tcp", 1),
  UDP("udp", "udp", 2),
  UDP_6("udp6", "udp", 3),
  /** The last one: what stands in it, anybody may have made up. */
  UNIX("unix", "unix", 4);

  private final String file;
  private final String word;
  private final int code;

  Protocol(String file, String word, int code) {
    this.file = file;
    this.word = word;
    this.code = code;
  }

  static Protocol of(int code) {
    for (Protocol protocol : values()) {
      if (protocol.code == code) {
        return protocol;
      }
    }
    throw new IllegalArgumentException("no protocol: " + code);
  }

  /** Gives the name of its file in {@code /proc/net}. */
  String file() {
    return file;
  }

  /** Gives what people call it. */
  String word() {
    return word;
  }

  /** Gives a number of its own. */
  int code() {
    return code;
  }

  /** Gives how many bytes an address has; 0 where addresses are names. */
  int addressBytes() {
    return switch (this) {
      case TCP, UDP -> 4;
      case TCP_6, UDP_6 -> 16;
      case UNIX -> 0;
    };
  }
}
