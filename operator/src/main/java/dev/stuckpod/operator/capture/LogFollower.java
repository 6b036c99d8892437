package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of one container, exactly that one, from before the signal until it has ended;
 * resumes where the stream ends early (it does, at a rotation), and completes it from the log of
 * the previous container. What a follower that was ended in the middle has left in the spool is
 * where the next one goes on.
 */
public final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration QUIET = Duration.ofSeconds(1);

  /** A stream of a container that has ended should have ended, too. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  /** What has become of the container. */
  public enum State {
    Running,
    Terminated,
    Replaced,
    Gone
  }

  private final ContainerLog log;
  private final Supplier<State> state;
  private final Path file;
  private final LogSpool spool;
  private final @Nullable HeldLogs held;
  private final LogReader reader;

  /** What was read, where it is all that there is. */
  private @Nullable SpooledLog all;

  private LogFollower(
      ContainerLog log,
      Supplier<State> state,
      Path file,
      LogSpool spool,
      @Nullable HeldLogs held,
      @Nullable InputStream stream) {
    this.log = log;
    this.state = state;
    this.file = file;
    this.spool = spool;
    this.held = held;
    this.reader = new LogReader(log, state, file.getFileName().toString(), spool, stream);
  }

  /**
   * Opens the log; when this returns the API server has begun to send it, so nothing written from
   * now on is missed.
   *
   * @param state asks the API server what has become of the container that is meant
   * @param file beside it are the files that are used
   * @param since null: from now; else from then on, for a container that may have ended already
   */
  public static LogFollower open(
      ContainerLog log, Supplier<State> state, Spool files, Path file, @Nullable Instant since)
      throws IOException, InterruptedException {
    LogSpool spool = LogSpool.resume(files, followed(file));
    InputStream stream = null;
    HeldLogs held = null;
    try {
      Instant left = spool.resumeFrom();
      Instant from = left == null ? since : left;
      if (from == null || state.get() == State.Running) {
        stream = log.follow(from);
        held = new HeldLogs(log::followAll, files, file);
      }
      return new LogFollower(log, state, file, spool, held, stream);
    } catch (IOException | InterruptedException | RuntimeException e) {
      spool.close();
      if (stream != null) {
        stream.close();
      }
      throw e;
    }
  }

  private static Path followed(Path file) {
    return file.resolveSibling(file.getFileName() + ".followed");
  }

  /** Tells whether it reads no more. */
  public boolean isClosed() {
    return reader.isStopped();
  }

  /**
   * Waits until the container has ended and its log is read, or, where it lives on, until the dump
   * in it has ended.
   *
   * @return false when the time ran out first
   */
  public boolean await(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos(); // clocks are set, this one is not
    long looked = System.nanoTime();
    while (!reader.isFinished() && !spool.dumpEnded(QUIET)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(PAUSE);
      if (spool.isQuiet(STALLED) && System.nanoTime() - looked > STALLED.toNanos()) {
        reader.breakOffWhatHasNoEnd();
        looked = System.nanoTime();
      }
    }
    return true;
  }

  /**
   * Stops reading and tells what was read; it is there until this is closed. Where it is all that
   * there is, it may be told again.
   *
   * @param signalled when the app was told to dump
   */
  public SpooledLog finish(@Nullable Instant signalled) throws IOException, InterruptedException {
    if (all != null) {
      return all;
    }
    boolean whole = reader.hasEnded() || spool.dumpEnded(QUIET);
    reader.stop();
    Instant until = reader.hasEnded() ? null : spool.resumeFrom();
    List<TimedLog> others = held == null ? List.of() : held.finish(this::newest, until);
    if (!others.isEmpty()) {
      LOG.info(
          "{} was rotated while it was read: merging {} files with what was followed",
          file.getFileName(),
          others.size());
    }
    String failure = reader.failure();
    if (failure != null) {
      spool.note("The log could not be read to its end: " + failure);
    }
    SpooledLog read = SpooledLog.of(spool.finish(), others, signalled);
    all = whole ? read : null;
    return read;
  }

  /** Tells whether all that there is was read: it need not be read again. */
  public boolean hasAll() {
    return all != null;
  }

  /** When the last line was written that was read; null before the first. */
  @Nullable Instant lastLine() {
    return spool.resumeFrom();
  }

  /** Opens the file that the log was last in; it may be one that was never held. */
  private InputStream newest() throws IOException {
    return state.get() == State.Replaced ? log.previousAll() : log.currentAll();
  }

  /** Stops reading. What was read stays in the spool, for whoever goes on. */
  @Override
  public void close() {
    reader.stop();
    try {
      spool.close();
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      LOG.debug("closing {}: {}", file.getFileName(), e.getMessage());
    }
  }
}
