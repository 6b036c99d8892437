package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether somebody waits for an app from outside: a connection that it has not taken, bytes
 * that it has not read, or one whose other end has gone and that it has not closed. An app that is
 * at rest has none of these. Where an app's containers share their network, so do their tables.
 */
final class Unserved {

  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";
  private static final String LISTEN = "0A";

  /** More says no more. */
  private static final int MOST = 1000;

  private Unserved() {}

  /** How many there are, {@value #MOST} of a family at most; 0 where it cannot be told. */
  static int count(Proc proc, int pid) {
    return Stream.of("net/tcp", "net/tcp6").mapToInt(table -> count(proc, pid, table)).sum();
  }

  private static int count(Proc proc, int pid, String table) {
    try {
      return proc.lines(pid, table, Unserved::count);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Counts lines of /proc/net/tcp. */
  static int count(Stream<String> lines) {
    return Math.toIntExact(lines.filter(Unserved::waits).limit(MOST).count());
  }

  private static boolean waits(String line) {
    List<String> fields = List.of(line.strip().split("\\s+", 6));
    if (fields.size() < 5) {
      return false;
    }
    String state = fields.get(3);
    String queues = fields.get(4);
    boolean unread = !queues.endsWith(":00000000") && queues.contains(":");
    return state.equals(CLOSE_WAIT)
        || unread && (state.equals(ESTABLISHED) || state.equals(LISTEN));
  }
}
