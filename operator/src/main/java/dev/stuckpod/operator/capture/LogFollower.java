package dev.stuckpod.operator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of one container, exactly that one, from before the signal until it has ended;
 * resumes where the stream ends early (it does, at a rotation), and completes it from the log of
 * the previous container.
 */
public final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration QUIET = Duration.ofSeconds(1);

  /** `previous` fails for a moment while the next container is starting or has ended too. */
  private static final Duration PREVIOUS_LIMIT = Duration.ofSeconds(30);

  /** What has become of the container. */
  public enum State {
    Running,
    Terminated,
    Replaced,
    Gone
  }

  private final PodLogs logs;
  private final PodLogs.Container container;
  private final Supplier<State> state;
  private final Clock clock;
  private final Path file;
  private final LogSpool spool;
  private final @Nullable HeldLogs held;
  private final Thread reader;
  private @Nullable InputStream stream;
  private volatile boolean closed;
  private volatile boolean finished;
  private volatile @Nullable IOException failure;

  private LogFollower(
      PodLogs logs,
      PodLogs.Container container,
      Supplier<State> state,
      Clock clock,
      Path file,
      LogSpool spool,
      @Nullable HeldLogs held,
      @Nullable InputStream stream) {
    this.logs = logs;
    this.container = container;
    this.state = state;
    this.clock = clock;
    this.file = file;
    this.spool = spool;
    this.held = held;
    this.stream = stream;
    this.reader = Thread.ofVirtual().name("log-" + container.pod()).start(this::run);
  }

  /**
   * Opens the log; when this returns the API server has begun to send it, so nothing written from
   * now on is missed.
   *
   * @param since null: from now; else from then on, for a container that may have ended already
   * @param state asks the API server what has become of the container that is meant
   */
  public static LogFollower open(
      PodLogs logs,
      PodLogs.Container container,
      @Nullable Instant since,
      Supplier<State> state,
      Clock clock,
      Path file)
      throws IOException {
    LogSpool spool = new LogSpool(followed(file));
    try {
      InputStream stream =
          since != null && state.get() != State.Running ? null : logs.follow(container, since);
      HeldLogs held =
          stream == null ? null : new HeldLogs(() -> logs.unbuffered().followAll(container), file);
      return new LogFollower(logs, container, state, clock, file, spool, held, stream);
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private static Path followed(Path file) {
    return file.resolveSibling(file.getFileName() + ".followed");
  }

  private void run() {
    try {
      InputStream first = stream;
      if (first != null) {
        try (first) {
          spool.read(first, false);
        }
      }
      readToTheEnd();
    } catch (IOException e) {
      failure = e;
    }
    finished = true;
  }

  private void readToTheEnd() throws IOException {
    Instant giveUp = null;
    while (!closed) {
      switch (state.get()) {
        case Running -> tryRead(() -> logs.follow(container, spool.resumeFrom()), false);
        case Terminated -> {
          if (tryRead(() -> logs.current(container, since()), true)) {
            return;
          }
        }
        case Replaced -> {
          giveUp = giveUp == null ? Instant.now(clock).plus(PREVIOUS_LIMIT) : giveUp;
          if (tryRead(() -> logs.previous(container, since()), true)) {
            return;
          }
          if (Instant.now(clock).isAfter(giveUp)) {
            throw new IOException("the previous container's log is not given");
          }
        }
        case Gone -> {
          return;
        }
      }
      pause();
    }
  }

  /** The whole log when nothing was read yet. */
  private Instant since() {
    Instant from = spool.resumeFrom();
    return from == null ? Instant.EPOCH.plusSeconds(1) : from;
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private boolean tryRead(Opening opening, boolean ended) {
    try (InputStream in = opening.open()) {
      stream = in;
      spool.readOn(in, ended);
      return true;
    } catch (IOException e) {
      LOG.debug("log of {}: {}", container.pod(), e.getMessage());
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the container has ended and its log is read, or, where it lives on, until the dump
   * in it has ended.
   *
   * @return false when the time ran out first
   */
  public boolean await(Duration limit) {
    Instant end = Instant.now(clock).plus(limit);
    while (!finished && !spool.dumpEnded(QUIET)) {
      if (Instant.now(clock).isAfter(end)) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Stops reading and tells what was read. */
  public SpooledLog finish() throws IOException {
    IOException failed =
        finished ? failure : null; // closing makes the reader fail: that is no news
    stop();
    SpooledLog log;
    try {
      Instant until = finished ? null : spool.resumeFrom();
      List<TimedLog> others = held == null ? List.of() : held.finish(this::newest, until);
      if (!others.isEmpty()) {
        LOG.info(
            "The log of {} was rotated while it was read: merging {} files with what was followed",
            container.pod(),
            others.size());
      }
      log = LogMerge.into(file, spool.finish(), others);
    } finally {
      close();
    }
    if (failed == null) {
      return log;
    }
    var problems = new ArrayList<>(log.problems());
    problems.add("The log could not be read to its end: " + failed.getMessage());
    return new SpooledLog(log.file(), log.dumpAt(), log.bytes(), problems);
  }

  /** Opens the file that the log was last in; it may be one that was never held. */
  private InputStream newest() throws IOException {
    return state.get() == State.Replaced ? logs.previousAll(container) : logs.currentAll(container);
  }

  @Override
  public void close() {
    stop();
    try {
      spool.close();
      if (held != null) {
        held.close();
      }
      Files.deleteIfExists(followed(file));
    } catch (IOException e) {
      LOG.debug("closing the log of {}: {}", container.pod(), e.getMessage());
    }
  }

  private void stop() {
    closed = true;
    InputStream open = stream;
    if (open != null && !finished) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.debug("closing the log of {}: {}", container.pod(), e.getMessage());
      }
    }
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
