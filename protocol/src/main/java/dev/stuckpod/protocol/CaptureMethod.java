package dev.stuckpod.protocol;

/**
 * A way to take a dump, least harmful first: this order is the one in which they are tried. One
 * word on the wire, in a policy and in what is stored.
 */
public enum CaptureMethod {
  /** Reads a Go process's goroutines out of its memory: it neither stops nor notices. */
  ProcMem(true),
  /** Asks the app's own pprof on loopback: Go stops all its work for it. */
  Pprof(false),
  /** Asks the gops agent of a Go app on loopback. Known to operators that have the word. */
  Gops(false),
  /** Speaks HotSpot's attach protocol: what jcmd's Thread.print and Thread.dump_to_file do. */
  Jcmd(true),
  /** Sends SIGQUIT, and the dump appears in the app's log: harmless to HotSpot, the end of Go. */
  SigQuit(false);

  private final boolean twice;

  CaptureMethod(boolean twice) {
    this.twice = twice;
  }

  /**
   * Whether two dumps are taken where nobody says how many, since two show what has not run in
   * between: where the process does not notice, or is a JVM, which stands still for milliseconds.
   */
  public boolean comesTwice() {
    return twice;
  }

  /**
   * Whether a signal makes the process write the dump, into its own log: nothing is kept in the
   * sidecar, and what was sent is never sent again.
   */
  public boolean signals() {
    return this == SigQuit;
  }
}
