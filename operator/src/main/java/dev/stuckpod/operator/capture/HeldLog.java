package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.lines.FirstTimestamp;
import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Spool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log that is opened from its file's first line and then not read. The kubelet at the other end
 * waits in the middle of that file and keeps it open, whatever becomes of its name: so it can be
 * read to its end later.
 */
final class HeldLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HeldLog.class);

  private final LogSpool spool;
  private final InputStream stream;
  private final CompletableFuture<String> firstTimestamp = new CompletableFuture<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread reader;
  private volatile @Nullable Instant last;
  private volatile boolean cancelled;
  private volatile boolean whole;

  /** Takes over a stream; what is read from it goes to the file. */
  HeldLog(InputStream stream, Spool spool, Path file) {
    this.spool = LogSpool.begin(spool, file);
    this.stream = stream;
    this.reader = Thread.ofVirtual().name("held-log").start(this::run);
  }

  private void run() {
    try (var in = new BufferedInputStream(stream, 1 << 13)) {
      firstTimestamp.complete(FirstTimestamp.peek(in));
      released.await();
      if (!cancelled) {
        spool.readUntil(in, last);
        whole = true;
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("held log: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      firstTimestamp.complete("");
    }
  }

  /**
   * The timestamp of the file's first line, which tells files from each other; empty when none came
   * in so long.
   */
  String firstTimestamp(Duration limit) throws InterruptedException {
    try {
      return firstTimestamp.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return "";
    }
  }

  /** The same as far as it is known now: empty when nothing has come. */
  String firstTimestamp() {
    return firstTimestamp.getNow("");
  }

  /**
   * Begins to read what was held back.
   *
   * @param until the last line that is of interest; null: to its end
   */
  void release(@Nullable Instant until) {
    last = until;
    released.countDown();
  }

  /**
   * Waits for the end of what was released, as long as more of it comes, and tells what was read.
   *
   * @param quiet so long nothing came: it has no end
   */
  TimedLog finish(Duration quiet) throws IOException {
    long before = -1;
    while (reader.isAlive() && before < spool.length()) {
      before = spool.length();
      join(quiet);
    }
    if (!whole) {
      spool.note("A rotated file of the log could not be read to its end: a piece may be missing");
    }
    close();
    return spool.finish();
  }

  private void join(Duration limit) {
    try {
      reader.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    cancelled = true;
    spool.stopWaiting();
    released.countDown();
    stream.close();
    join(Duration.ofSeconds(5));
    spool.close();
  }
}
