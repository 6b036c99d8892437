package dev.stuckpod.sidecar.gops;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.sidecar.process.Proc;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Whether gops' agent ends the app upon SIGQUIT: told to clean up, it has a goroutine that waits
 * for the signal, removes the agent's file and exits, without a dump. The signal's mask does not
 * show it, its goroutine does.
 */
public final class ShutdownCleanup {

  private static final String WAITS = "gops/agent.gracefulShutdown";

  /** A look is over within a multiple of this. */
  private static final Duration SOUGHT_WITHIN = Duration.ofSeconds(4);

  private final Proc proc;
  private final GopsClient client;

  /** What is known of it. */
  public enum Answer {
    /** There is no agent, or none that waits for the signal. */
    No,
    /** The signal ends the app without a dump. */
    Yes,
    /** There is an agent, and whether it waits for the signal cannot be seen. */
    Unknown
  }

  /** Looks by an agent's client. */
  public ShutdownCleanup(Proc proc, GopsClient client) {
    this.proc = proc;
    this.client = client;
  }

  /** Tells it of a Go process; where that has no agent, its memory is not read. */
  public Answer of(int pid, int nspid) {
    return client.find(pid, nspid).isEmpty() ? Answer.No : seek(pid);
  }

  private Answer seek(int pid) {
    var seeker = new Seeker();
    try (LiveProcess process = LiveProcess.open(proc.directory(pid));
        OutputStream out = new BufferedOutputStream(seeker)) {
      return process.dump(out, Options.once()).complete() && !seeker.found
          ? Answer.No
          : seeker.answer();
    } catch (UnreadableException | IOException unreadableOrOver) {
      return seeker.answer();
    }
  }

  /** Reads a dump until it is found, or has been sought for too long. */
  private static final class Seeker extends OutputStream {

    private final long end = System.nanoTime() + SOUGHT_WITHIN.toNanos();
    private String before = "";
    private boolean found;

    Answer answer() {
      return found ? Answer.Yes : Answer.Unknown;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      String text = before + new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
      found |= text.contains(WAITS);
      if (found || System.nanoTime() > end) {
        throw new IOException("enough was read");
      }
      before = text.substring(Math.max(text.length() - WAITS.length(), 0));
    }
  }
}
