package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/** The line by which a dump's format is recognized. */
enum Start {
  GO_STACKS,
  GO_PROFILE,
  HOTSPOT_THREADS,
  THREAD_FILE,
  THREAD_JSON;

  private static final byte[] SIGQUIT = Bytes.of("SIGQUIT: quit");

  /** Recognizes a line; null when no dump starts with it. */
  static @Nullable Start of(byte[] b, int from, int to) {
    if (from == to) {
      return null;
    }
    return switch (b[from]) {
      case 'g' ->
          GoHeader.parse(b, from, to) != null
              ? GO_STACKS
              : GoProfileParser.isStart(b, from, to) ? GO_PROFILE : null;
      case 'S' -> Bytes.startsWith(b, from, to, SIGQUIT) ? GO_STACKS : null;
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          GoHeader.parse(b, from, to) != null ? GO_STACKS : null;
      case 'f' -> Bytes.startsWith(b, from, to, GoDumpParser.ASLEEP) ? GO_STACKS : null;
      case 'F' -> Bytes.startsWith(b, from, to, HotSpotDumpParser.START) ? HOTSPOT_THREADS : null;
      case '#' ->
          MemoryNotes.isStart(b, from, to)
              ? GO_STACKS
              : ThreadFileParser.isStart(b, from, to) ? THREAD_FILE : null;
      case '{', ' ', '"' -> ThreadJsonParser.isStart(b, from, to) ? THREAD_JSON : null;
      default -> null;
    };
  }

  /**
   * Recognizes a line with which a dump of another form begins after one of this form; null when
   * none does. Threads of a dump file are numbered as many other things are: without the lines that
   * stand above them they begin nothing here.
   *
   * @param afterHead whether the line ends what stands above the threads of a dump file
   */
  @Nullable Start other(byte[] b, int from, int to, boolean afterHead) {
    if (afterHead) {
      return THREAD_FILE;
    }
    if (from == to || b[from] == '#') {
      return null;
    }
    if (this == GO_STACKS && b[from] == 'g') {
      return GoProfileParser.isStart(b, from, to) ? GO_PROFILE : null;
    }
    Start start = of(b, from, to);
    return start == this && this != THREAD_JSON ? null : start;
  }

  /**
   * Makes the parser.
   *
   * @param version what a line before the start says of the runtime's version
   */
  DumpParser parser(Limits limits, @Nullable String version) {
    return switch (this) {
      case GO_STACKS -> new GoDumpParser(limits);
      case GO_PROFILE -> new GoProfileParser(limits);
      case HOTSPOT_THREADS -> new HotSpotDumpParser(limits);
      case THREAD_FILE -> new ThreadFileParser(limits, version);
      case THREAD_JSON -> new ThreadJsonParser(limits);
    };
  }
}
