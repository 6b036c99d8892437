package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.sidecar.attach.HotSpotAttach;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Counts in what a JVM has printed of its threads those that wait for a lock, and the virtual ones
 * in what follows where it has any.
 */
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

  /** A virtual thread, below the one that carries it. */
  private static final String MOUNTED = "   Mounted virtual thread #";

  /** Where in a dump a line stands. */
  private enum Part {
    Platform,
    Mounted,
    Again,
    Virtual
  }

  private final VirtualLocks virtual = new VirtualLocks();
  private Part part = Part.Platform;
  private int platform;
  private int mounted;

  private ThreadLocks() {}

  /** Reads to the end of the threads; more than so many are not counted. */
  static int count(InputStream text, int most) throws IOException {
    var in = new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1));
    var locks = new ThreadLocks();
    var line = new StringBuilder();
    for (int c; locks.count() < most && (c = in.read()) >= 0; ) {
      if (c == '\n') {
        locks.line(line.toString());
        line.setLength(0);
      } else if (line.length() < LONGEST) {
        line.append((char) c);
      }
    }
    return locks.count();
  }

  /** Of a virtual thread that runs or is kept on its carrier both halves may tell. */
  private int count() {
    return platform + (part == Part.Virtual ? virtual.count() : mounted);
  }

  private void line(String line) {
    if (part == Part.Virtual) {
      virtual.line(line);
      return;
    }
    if (line.equals(HotSpotAttach.ANNOUNCES_FILE)) {
      part = Part.Virtual;
    } else if (part == Part.Again || AGAIN.matcher(line).matches()) {
      part = Part.Again;
    } else if (line.startsWith(MOUNTED)) {
      part = Part.Mounted;
    } else if (line.isEmpty()) {
      part = Part.Platform;
    } else if (waits(line)) {
      platform += part == Part.Platform ? 1 : 0;
      mounted += part == Part.Mounted ? 1 : 0;
    }
  }

  private static boolean waits(CharSequence line) {
    return MONITOR.matcher(line).matches() || LOCK.matcher(line).matches();
  }
}
