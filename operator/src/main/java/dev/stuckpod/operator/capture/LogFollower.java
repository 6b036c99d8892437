package dev.stuckpod.operator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** A kubelet knows of a new container before the API server does. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** A stream of a container that has ended should have ended, too. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  /** `previous` fails for a moment while the next container is starting or has ended too. */
  private static final Duration PREVIOUS_LIMIT = Duration.ofSeconds(30);

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
  private final Thread reader;
  private final CountDownLatch closing = new CountDownLatch(1);

  private final Object lock = new Object();

  /** What is read now; guarded by the lock, because whoever closes closes it. */
  private @Nullable InputStream stream;

  /** The reader has ended, well or not. */
  private volatile boolean finished;

  /** The container has ended, and its log was read to its end. */
  private volatile boolean ended;

  private volatile @Nullable String failure;

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
    this.stream = stream;
    this.reader = Thread.ofVirtual().name("log-" + file.getFileName()).start(() -> run(stream));
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

  private void run(@Nullable InputStream first) {
    @Nullable String trouble = "its reader ended without a word";
    try {
      if (first != null) {
        read(first);
      }
      ended = readToTheEnd();
      trouble = null;
    } catch (InterruptedException e) {
      trouble = "its reader was stopped";
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      trouble = e.getMessage() == null ? e.toString() : e.getMessage();
    } finally {
      failure = isClosed() ? null : trouble; // closing makes the reader fail: that is no news
      finished = true;
    }
  }

  /** A stream that breaks is no more than one that ends. */
  private void read(InputStream first) {
    try (first) {
      spool.readOn(first, false);
    } catch (IOException e) {
      LOG.debug("following {}: {}", file.getFileName(), e.getMessage());
    }
  }

  /** Tells whether the end was reached; else it was closed. */
  private boolean readToTheEnd() throws IOException, InterruptedException {
    long giveUp = 0;
    while (!isClosed()) {
      switch (stateNow()) {
        case Running -> tryRead(() -> log.follow(spool.resumeFrom()), false);
        case Terminated -> {
          if (tryRead(this::currentOfTheSame, true)) {
            return true;
          }
        }
        case Replaced -> {
          giveUp = giveUp == 0 ? System.nanoTime() + PREVIOUS_LIMIT.toNanos() : giveUp;
          if (tryRead(() -> log.previous(since()), true)) {
            return true;
          }
          if (System.nanoTime() - giveUp > 0) {
            throw new IOException("the previous container's log is not given");
          }
        }
        case Gone -> throw new IOException("the container is gone, and its log with it");
        case null -> LOG.debug("what became of {} cannot be told now", file.getFileName());
      }
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return false;
  }

  /**
   * Logs are opened by name, and pods tell a little late that a container was replaced: what was
   * opened may be the log of the next one, which would be taken for the end of ours.
   */
  private InputStream currentOfTheSame() throws IOException {
    InputStream current = log.current(since());
    try {
      closing.await(LATE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stateNow() != State.Terminated) {
      close(current);
      throw new IOException("it may be the log of the next container");
    }
    return current;
  }

  /** Null when the API server does not say: that passes, and whoever waits has a limit. */
  private @Nullable State stateNow() {
    try {
      return state.get();
    } catch (RuntimeException e) {
      LOG.debug("{}: {}", file.getFileName(), e.getMessage());
      return null;
    }
  }

  /** The whole log when nothing was read yet. */
  private Instant since() {
    Instant from = spool.resumeFrom();
    return from == null ? Instant.EPOCH.plusSeconds(1) : from;
  }

  private boolean tryRead(HeldLogs.Opening opening, boolean ended) {
    try (InputStream in = opening.open()) {
      synchronized (lock) {
        if (isClosed()) {
          return false; // whoever closes does not know of this stream
        }
        stream = in;
      }
      spool.readOn(in, ended);
      return true;
    } catch (IOException e) {
      LOG.debug("log of {}: {}", file.getFileName(), e.getMessage());
      return false;
    }
  }

  /** Tells whether it reads no more. */
  public boolean isClosed() {
    return closing.getCount() == 0;
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
    while (!finished && !spool.dumpEnded(QUIET)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(PAUSE);
      if (spool.isQuiet(STALLED) && System.nanoTime() - looked > STALLED.toNanos()) {
        breakOffWhatHasNoEnd();
        looked = System.nanoTime();
      }
    }
    return true;
  }

  /**
   * When the API server stood still, the end of a stream may never come: what its container has
   * left is asked for anew.
   */
  private void breakOffWhatHasNoEnd() {
    State now = stateNow();
    if (now == null || now == State.Running) {
      return;
    }
    InputStream open;
    synchronized (lock) {
      open = stream;
    }
    close(open);
  }

  private void close(@Nullable InputStream open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("closing {}: {}", file.getFileName(), e.getMessage());
      }
    }
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
    boolean whole = ended || spool.dumpEnded(QUIET);
    stop();
    Instant until = ended ? null : spool.resumeFrom();
    List<TimedLog> others = held == null ? List.of() : held.finish(this::newest, until);
    if (!others.isEmpty()) {
      LOG.info(
          "{} was rotated while it was read: merging {} files with what was followed",
          file.getFileName(),
          others.size());
    }
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
    stop();
    try {
      spool.close();
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      LOG.debug("closing {}: {}", file.getFileName(), e.getMessage());
    }
  }

  private void stop() {
    spool.stopWaiting();
    InputStream open;
    synchronized (lock) {
      closing.countDown();
      open = finished ? null : stream;
    }
    close(open);
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
