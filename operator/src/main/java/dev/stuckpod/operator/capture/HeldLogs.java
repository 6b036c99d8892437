package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds each file that a log is written to while a dump comes, one {@link HeldLog} for each. A
 * follower misses what is written between a file's renaming and the opening of the next one, or a
 * whole file when it is slow; those who were held have it.
 */
final class HeldLogs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeldLogs.class);

  /** A kubelet looks at logs every ten seconds, every three at most. */
  private static final Duration EVERY = Duration.ofSeconds(2);

  private static final Duration FIRST_LINE = Duration.ofMillis(500);

  /** How long nothing may come of a file that is read; a whole one takes minutes on a busy node. */
  private static final Duration QUIET = Duration.ofSeconds(20);

  /** So many rotations in one dump would be 80 MiB and more. */
  private static final int MOST = 8;

  /** Opens the log from the first line of the file that is written to now. */
  interface Opening {
    InputStream open() throws IOException;
  }

  private final Opening follow;
  private final Spool spool;
  private final Path file;
  private final List<HeldLog> held = new ArrayList<>();
  private int opened;
  private final Thread watch;
  private volatile boolean closed;

  /**
   * Holds the present file, and looks for new ones from now on.
   *
   * @param file beside which files for what is read are made
   */
  HeldLogs(Opening follow, Spool spool, Path file) throws InterruptedException {
    this.follow = follow;
    this.spool = spool;
    this.file = file;
    hold(follow, false);
    this.watch = Thread.ofVirtual().name("held-logs").start(this::watch);
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(EVERY);
        hold(follow, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end
    }
  }

  /** Opens the log and keeps it when it is another file than the latest one. */
  private synchronized void hold(Opening opening, boolean newest) throws InterruptedException {
    if (held.size() >= MOST && !newest) {
      return;
    }
    HeldLog log = null;
    try {
      log = new HeldLog(opening.open(), spool, part(opened++));
      String first = log.firstTimestamp(FIRST_LINE);
      if (newest) {
        dropWhatBeganAfter(first);
      }
      if (held.isEmpty() || !first.equals(held.getLast().firstTimestamp())) {
        held.add(log);
        log = null;
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("cannot hold a log: {}", e.getMessage());
    } finally {
      close(log);
    }
  }

  private static void close(@Nullable HeldLog log) {
    if (log != null) {
      try {
        log.close();
      } catch (IOException e) {
        LOG.debug("closing a held log: {}", e.getMessage());
      }
    }
  }

  private Path part(int number) {
    return file.resolveSibling(file.getFileName() + ".held" + number);
  }

  /**
   * Stops, and reads what was held, where the log was rotated meanwhile; nothing otherwise, because
   * a follower has it all then. What was read is there until this is closed.
   *
   * @param newest opens the file that was written to last
   * @param until the last line of interest; null when the log has ended
   */
  List<TimedLog> finish(Opening newest, @Nullable Instant until)
      throws IOException, InterruptedException {
    stop();
    hold(newest, true);
    return read(until);
  }

  /**
   * A container that came after the one that is meant has a log of the same name, which may have
   * been held, too, and has no end while that container lives.
   */
  private void dropWhatBeganAfter(String first) {
    for (HeldLog log : List.copyOf(held)) {
      if (!first.isEmpty() && log.firstTimestamp().compareTo(first) > 0) {
        held.remove(log);
        close(log);
      }
    }
  }

  private synchronized List<TimedLog> read(@Nullable Instant until) throws IOException {
    var read = new ArrayList<TimedLog>();
    if (held.size() > 1) {
      for (HeldLog log : held) {
        log.release(until); // one after the other: each has lines in memory
        read.add(log.finish(QUIET));
      }
    }
    held.forEach(HeldLogs::close);
    return read;
  }

  private void stop() {
    closed = true;
    watch.interrupt();
    try {
      watch.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    synchronized (this) {
      held.forEach(HeldLogs::close);
      for (int number = 0; number < opened; number++) {
        Files.deleteIfExists(part(number));
      }
    }
  }
}
