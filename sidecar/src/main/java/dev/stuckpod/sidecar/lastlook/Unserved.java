package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether somebody waits for an app from outside: a connection that it has not taken, bytes
 * that it has not read, or one whose other end has gone and that it has not closed. An app that is
 * at rest has none of these. Where an app's containers share their network, so do their tables: the
 * sidecar's own connections, over which the look was asked for, do not count.
 */
final class Unserved {

  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";
  private static final String LISTEN = "0A";

  /** More says no more. */
  private static final int MOST = 1000;

  private Unserved() {}

  /**
   * How many there are, {@value #MOST} of a family at most; 0 where it cannot be told.
   *
   * @param own the sidecar's port
   */
  static int count(Proc proc, int pid, int own) {
    return Stream.of("net/tcp", "net/tcp6").mapToInt(table -> count(proc, pid, own, table)).sum();
  }

  private static int count(Proc proc, int pid, int own, String table) {
    try {
      return proc.lines(pid, table, lines -> count(lines, own));
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Counts lines of /proc/net/tcp. */
  static int count(Stream<String> lines, int own) {
    String ours = ":%04X".formatted(own);
    return Math.toIntExact(lines.filter(line -> waits(line, ours)).limit(MOST).count());
  }

  private static boolean waits(String line, String ours) {
    List<String> fields = List.of(line.strip().split("\\s+", 6));
    if (fields.size() < 5 || fields.get(1).endsWith(ours)) {
      return false;
    }
    String state = fields.get(3);
    String queues = fields.get(4);
    boolean unread = !queues.endsWith(":00000000") && queues.contains(":");
    return state.equals(CLOSE_WAIT)
        || unread && (state.equals(ESTABLISHED) || state.equals(LISTEN));
  }
}
