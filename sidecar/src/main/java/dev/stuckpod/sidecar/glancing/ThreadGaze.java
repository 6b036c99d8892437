package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Looks at the kernel's threads of a process, whatever its runtime is. The process is asked for
 * nothing.
 */
final class ThreadGaze implements Gaze {

  /** So many are read: each is a file. */
  static final int MOST = 2048;

  private final Proc proc;
  private final ProcessInfo process;
  private final ThreadStanding standing = new ThreadStanding();
  private long before;
  private boolean begun;

  /** Looks at a process below a /proc. */
  ThreadGaze(Proc proc, ProcessInfo process) {
    this.proc = proc;
    this.process = process;
  }

  @Override
  public Glance look(GlanceRequest request, long now) throws IOException {
    standing.begin(now);
    Proc.Threads threads = proc.threads(process.pid(), MOST, standing::see);
    if (!proc.startTime(process.pid()).equals(OptionalLong.of(process.startTime()))) {
      throw new IOException("The process has ended");
    }
    long since = begun ? now - before : 0;
    before = now;
    begun = true;
    return new Glance(
        request.pid(),
        request.startTime(),
        process.runtime(),
        process.runtimeVersion(),
        null,
        null,
        now,
        System.nanoTime() - now,
        since,
        null,
        standing.end(threads.all()));
  }

  @Override
  public void close() {
    // nothing is open between two looks
  }
}
