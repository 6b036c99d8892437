package dev.stuckpod.analysis.format;

import org.jspecify.annotations.Nullable;

/** The line by which a dump's format is recognized. */
enum Start {
  GO_STACKS,
  HOTSPOT_THREADS;

  private static final byte[] SIGQUIT = Bytes.of("SIGQUIT: quit");

  /** Recognizes a line; null when no dump starts with it. */
  static @Nullable Start of(byte[] b, int from, int to) {
    if (from == to) {
      return null;
    }
    return switch (b[from]) {
      case 'g' -> GoHeader.parse(b, from, to) != null ? GO_STACKS : null;
      case 'S' -> Bytes.startsWith(b, from, to, SIGQUIT) ? GO_STACKS : null;
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          GoHeader.parse(b, from, to) != null ? GO_STACKS : null;
      case 'F' -> Bytes.startsWith(b, from, to, HotSpotDumpParser.START) ? HOTSPOT_THREADS : null;
      default -> null;
    };
  }

  DumpParser parser(Limits limits) {
    return switch (this) {
      case GO_STACKS -> new GoDumpParser(limits);
      case HOTSPOT_THREADS -> new HotSpotDumpParser(limits);
    };
  }
}
