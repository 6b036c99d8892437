package dev.stuckpod.sidecar.lastlook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Counts in what a JVM has printed of its threads those that wait for a lock. */
final class ThreadLocks {

  /** A line is never longer, but what an app calls its threads may be. */
  private static final int LONGEST = 4096;

  private static final Pattern MONITOR = Pattern.compile("\\s+- waiting to (re-)?lock .*");

  /** Those that know an owner; what a queue or a latch waits for is no lock. */
  private static final Pattern LOCK =
      Pattern.compile(
          "\\s+- parking to wait for .*\\(a"
              + " java\\.util\\.concurrent\\.locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock)\\b.*");

  /** What follows tells of the same threads again. */
  private static final Pattern AGAIN = Pattern.compile("Found .{1,40}Java-level deadlocks?:?");

  private ThreadLocks() {}

  /** Reads to the end of the threads; more than so many are not counted. */
  static int count(InputStream text, int most) throws IOException {
    var in = new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1));
    int count = 0;
    var line = new StringBuilder();
    for (int c; count < most && (c = in.read()) >= 0; ) {
      if (c == '\n') {
        if (AGAIN.matcher(line).matches()) {
          break;
        }
        count += waits(line) ? 1 : 0;
        line.setLength(0);
      } else if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    return count;
  }

  private static boolean waits(CharSequence line) {
    return MONITOR.matcher(line).matches() || LOCK.matcher(line).matches();
  }
}
