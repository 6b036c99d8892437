package dev.stuckpod.sidecar.lastlook;

import java.util.regex.Pattern;

/**
 * Counts in a JVM's Thread.dump_to_file, fed line by line, the virtual threads that wait for a
 * lock. From JDK 24 on it says for what a thread waits; before, the calls say so of a lock of
 * java.util.concurrent, and nothing of a monitor.
 */
final class VirtualLocks {

  private static final String OF_LOCKS =
      "java\\.util\\.concurrent\\.locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock)\\b.*";

  private static final Pattern BLOCKER =
      Pattern.compile("\"(parkBlocker|object)\":[ {]*(\"object\": )?\"" + OF_LOCKS);

  private static final String MODULE = "\"java\\.base\\\\?/";

  private static final Pattern VIRTUAL =
      Pattern.compile(MODULE + "java\\.lang\\.VirtualThread\\.park.*");

  /** From the call that waits up to the one that wanted something. */
  private static final Pattern PARKS =
      Pattern.compile(
          MODULE
              + "(jdk\\.internal\\.misc\\.(Unsafe|VirtualThreads)|java\\.lang\\.(VirtualThread|System\\$\\d+)"
              + "|java\\.util\\.concurrent\\.locks\\.(LockSupport|AbstractQueued(Long)?Synchronizer))\\.[^.]*\\(.*");

  private static final Pattern LOCKS = Pattern.compile(MODULE + OF_LOCKS);

  private int count;
  private boolean virtual;
  private boolean waits;

  /** Among the calls that only wait. */
  private boolean parks;

  /** Takes the next line. */
  void line(String indented) {
    String line = indented.strip();
    if (line.startsWith("\"tid\"")) {
      end();
    } else if (line.startsWith("\"virtual\": true")) {
      virtual = true;
    } else if (line.startsWith("\"blockedOn\": \"") || BLOCKER.matcher(line).matches()) {
      waits = true;
    } else if (line.startsWith("\"stack\"")) {
      parks = true;
    } else if (parks) {
      call(line);
    }
  }

  private void call(String line) {
    virtual |= VIRTUAL.matcher(line).matches();
    waits |= LOCKS.matcher(line).matches();
    parks = PARKS.matcher(line).matches();
  }

  private void end() {
    count += virtual && waits ? 1 : 0;
    virtual = false;
    waits = false;
    parks = false;
  }

  /** How many there are, up to here. */
  int count() {
    return count + (virtual && waits ? 1 : 0);
  }
}
