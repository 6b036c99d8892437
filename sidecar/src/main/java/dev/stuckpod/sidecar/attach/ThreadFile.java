package dev.stuckpod.sidecar.attach;

import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.kernel.Pipe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has a JVM write Thread.dump_to_file, virtual threads and all, into a pipe of the sidecar, which
 * the command takes for a file: nothing of it lies in the app's container, and it is read no
 * further than is wanted.
 */
final class ThreadFile {

  /** Virtual threads may be millions. */
  static final long MOST_BYTES = 64L << 20;

  /** Behind the end of the file. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);

  private static final long POLL_MILLIS = 5;
  private static final int PIECE = 1 << 16;

  /** One question of the attach protocol, which is answered when the file is written. */
  @FunctionalInterface
  interface Question {
    /** Asks, and gives how the answer begins. */
    String ask(String command) throws AttachException, IOException;
  }

  private final Held root;
  private final Question question;
  private final Duration within;
  private boolean begun;

  /**
   * Has not asked.
   *
   * @param root the app's, stays the caller's to close
   */
  ThreadFile(Held root, Question question, Duration within) {
    this.root = root;
    this.question = question;
    this.within = within;
  }

  /**
   * Writes it to a stream, what announces it first; of one that is too large, or takes too long,
   * what there is.
   *
   * @return what the JVM said in the end
   * @throws AttachException if nothing came
   */
  String writeTo(OutputStream out, String announcement) throws AttachException, IOException {
    FutureTask<String> answer;
    boolean whole;
    try (Pipe pipe = Pipe.open()) {
      answer = asked(pipe);
      whole = copy(pipe, out, announcement);
    }
    // with the pipe gone the JVM ends, too, and nothing of this question goes on
    String said;
    try {
      said = result(answer);
    } catch (AttachException | IOException e) {
      if (!begun) {
        throw e;
      }
      said = String.valueOf(e.getMessage());
    }
    if (!begun) {
      throw new AttachException(Reason.Failed, said);
    }
    return whole ? said : "more than is read";
  }

  private FutureTask<String> asked(Pipe pipe) throws AttachException {
    Path name = pipe.name(ProcessHandle.current().pid());
    if (!isWhatTheAppSees(name)) {
      throw new AttachException(
          Reason.Failed, "the app does not see the sidecar's processes as they are");
    }
    var answer =
        new FutureTask<>(
            () -> {
              try {
                return question.ask("Thread.dump_to_file -overwrite -format=json " + name);
              } finally {
                pipe.endWriting();
              }
            });
    Thread.ofVirtual().start(answer);
    return answer;
  }

  /**
   * The JVM would overwrite whatever has this name for it. In another namespace of processes, or
   * with another /proc, that were something else: only what is the very pipe there, too, is named.
   */
  private boolean isWhatTheAppSees(Path name) {
    Path self = name.subpath(0, 2);
    try (Held there = root.at(self.toString())) {
      return there.hasSame(self.relativize(name.subpath(0, 4)).toString(), name);
    } catch (IOException none) {
      return false;
    }
  }

  /** Copies what comes; tells whether that is all. */
  private boolean copy(Pipe pipe, OutputStream out, String announcement)
      throws AttachException, IOException {
    byte[] piece = new byte[PIECE];
    long end = System.nanoTime() + within.toNanos();
    long bytes = 0;
    while (bytes < MOST_BYTES && System.nanoTime() < end) {
      int n = pipe.read(piece);
      if (n < 0) {
        return true;
      }
      if (n == 0) {
        HotSpotAttach.pause(POLL_MILLIS);
        continue;
      }
      if (!begun) {
        out.write(announcement.getBytes(StandardCharsets.US_ASCII));
        begun = true;
      }
      out.write(piece, 0, n);
      bytes += n;
    }
    return false;
  }

  private static String result(FutureTask<String> answer) throws AttachException, IOException {
    try {
      return answer.get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return "the JVM did not answer in time";
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case AttachException refused -> throw refused;
        case IOException broken -> throw broken;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttachException(Reason.Failed, "The sidecar is ending");
    }
  }
}
