package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;

/** Knows the shape of a thread's calls. */
final class HotSpotFrames {
  private HotSpotFrames() {}

  /** Whether what follows the word "at" can be nothing but a frame, even without indentation. */
  static boolean isFrame(byte[] b, int from, int to) {
    int open = Bytes.lastIndexOf(b, from, to, '(');
    int blank = Bytes.indexOf(b, from, to, ' ');
    return open > from
        && b[to - 1] == ')'
        && (blank < 0 || blank > open)
        && Bytes.indexOf(b, from, open, '.') > 0;
  }

  /** Skips {@code loader/module@version/}; a hidden class has a slash before its number, too. */
  static int afterModule(byte[] b, int from, int to) {
    int start = from;
    int slash = Bytes.indexOf(b, start, to, '/');
    while (slash >= 0 && slash + 1 < to && b[slash + 1] != '0') {
      start = slash + 1;
      slash = Bytes.indexOf(b, start, to, '/');
    }
    return start;
  }
}
