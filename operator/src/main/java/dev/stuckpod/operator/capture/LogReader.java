package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.capture.LogFollower.State;
import dev.stuckpod.operator.capture.lines.FirstTimestamp;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one container's log into a spool, on a thread of its own, until the container has ended and
 * nothing is left of its log, or until it is stopped. A stream that ends or breaks is opened again,
 * from where it ended; what a container that was replaced has left comes from `previous`.
 */
final class LogReader {

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

  private static final Duration PAUSE = Duration.ofMillis(300);

  /** A kubelet knows of a new container before the API server does. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** The same where the API server or the kubelet was away: it may take a round of either. */
  private static final Duration VERY_LATE = Duration.ofSeconds(20);

  /** `previous` fails for a moment while the next container is starting or has ended too. */
  private static final Duration PREVIOUS_LIMIT = Duration.ofSeconds(30);

  private final ContainerLog log;
  private final Supplier<State> state;
  private final String name;
  private final LogSpool spool;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private final Object lock = new Object();

  /** What is read now; guarded by the lock, because whoever stops closes it. */
  private @Nullable InputStream stream;

  /** A stream or a question has failed: what pods say may be old. */
  private volatile boolean shaken;

  private volatile boolean finished;
  private volatile boolean ended;
  private volatile @Nullable String failure;

  /**
   * Begins to read.
   *
   * @param name of the log, for our own log
   * @param first is open already; null to open one as the container's state asks for
   */
  LogReader(
      ContainerLog log,
      Supplier<State> state,
      String name,
      LogSpool spool,
      @Nullable InputStream first) {
    this.log = log;
    this.state = state;
    this.name = name;
    this.spool = spool;
    this.stream = first;
    this.thread = Thread.ofVirtual().name("log-" + name).start(() -> run(first));
  }

  private void run(@Nullable InputStream first) {
    @Nullable String trouble = "its reader ended without a word";
    try {
      if (first != null) {
        // that of a former life may have been another container's by now
        tryRead(spool.resumeFrom() == null ? null : State.Running, () -> first, false);
      }
      ended = readToTheEnd();
      trouble = null;
    } catch (InterruptedException e) {
      trouble = "its reader was stopped";
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      trouble = e.getMessage() == null ? e.toString() : e.getMessage();
    } finally {
      failure = isStopped() ? null : trouble; // stopping makes the reader fail: that is no news
      finished = true;
    }
  }

  /** Tells whether the end was reached; else it was stopped. */
  private boolean readToTheEnd() throws IOException, InterruptedException {
    long giveUp = 0;
    while (!isStopped()) {
      switch (stateNow()) {
        // not the whole log where nothing was read: it may have an older dump
        case Running -> tryRead(State.Running, () -> log.follow(spool.resumeFrom()), false);
        case Terminated -> {
          if (tryRead(State.Terminated, () -> log.current(since()), true)) {
            return true;
          }
        }
        case Replaced -> {
          giveUp = giveUp == 0 ? System.nanoTime() + PREVIOUS_LIMIT.toNanos() : giveUp;
          if (tryRead(null, () -> log.previous(since()), true)) {
            return true;
          }
          if (System.nanoTime() - giveUp > 0) {
            throw new IOException("the previous container's log is not given");
          }
        }
        case Gone -> throw new IOException("the container is gone, and its log with it");
        case null -> LOG.debug("what became of {} cannot be told now", name);
      }
      stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return false;
  }

  /** Tells whether a log begins with the last line that was read, so that it is the same one. */
  private boolean goesOn(BufferedInputStream opened) throws IOException {
    Instant last = spool.resumeFrom();
    Instant first = FirstTimestamp.at(opened);
    return last != null && first != null && !first.isAfter(last);
  }

  /**
   * Logs are opened by name, and pods tell a little late that a container was replaced, or very
   * late where the API server was away: what was opened may be the log of the next one, which would
   * be taken for ours.
   */
  private boolean isStill(State opened) throws InterruptedException {
    long end = System.nanoTime() + (shaken ? VERY_LATE : LATE).toNanos();
    do {
      State now = stateNow();
      if (now == null) {
        end = System.nanoTime() + VERY_LATE.toNanos();
      } else if (now != opened && (opened != State.Running || now != State.Terminated)) {
        return false;
      }
      if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    } while (System.nanoTime() - end < 0);
    return true;
  }

  /** Null when the API server does not say: that passes, and whoever waits has a limit. */
  private @Nullable State stateNow() {
    try {
      return state.get();
    } catch (RuntimeException e) {
      LOG.debug("{}: {}", name, e.getMessage());
      shaken = true;
      return null;
    }
  }

  /** The whole log when nothing was read yet. */
  private Instant since() {
    Instant from = spool.resumeFrom();
    return from == null ? Instant.EPOCH.plusSeconds(1) : from;
  }

  /**
   * Reads on in what is opened, which waits at its other end until it is known to be the same log.
   * A stream that breaks is no more than one that ends.
   *
   * @param as in which state the container was when it was opened; null where it cannot be
   *     another's
   */
  private boolean tryRead(@Nullable State as, HeldLogs.Opening opening, boolean ended)
      throws InterruptedException {
    try (InputStream in = opening.open()) {
      synchronized (lock) {
        if (isStopped()) {
          return false; // whoever stops does not know of this stream
        }
        stream = in;
      }
      var opened = new BufferedInputStream(in, 1 << 16);
      if (as != null && !goesOn(opened) && !isStill(as)) {
        LOG.debug("log of {}: it may be the next container's", name);
        return false;
      }
      shaken = false;
      spool.readOn(opened, ended);
      return true;
    } catch (IOException e) {
      LOG.debug("log of {}: {}", name, e.getMessage());
      shaken = true;
      return false;
    }
  }

  /** Tells whether it has ended, well or not. */
  boolean isFinished() {
    return finished;
  }

  /** Tells whether the container has ended and its log was read to its end. */
  boolean hasEnded() {
    return ended;
  }

  /** Why the log could not be read to its end; null where it could, or where it was stopped. */
  @Nullable String failure() {
    return failure;
  }

  /** Tells whether it was stopped. */
  boolean isStopped() {
    return stopping.getCount() == 0;
  }

  /**
   * When the API server stood still, the end of a stream may never come: what its container has
   * left is asked for anew.
   */
  void breakOffWhatHasNoEnd() {
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

  /** Stops reading and waits a little for that. What was read stays in the spool. */
  void stop() {
    spool.stopWaiting();
    InputStream open;
    synchronized (lock) {
      stopping.countDown();
      open = finished ? null : stream;
    }
    close(open);
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(@Nullable InputStream open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("closing {}: {}", name, e.getMessage());
      }
    }
  }
}
