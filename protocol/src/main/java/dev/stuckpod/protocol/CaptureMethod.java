package dev.stuckpod.protocol;

/**
 * A way to take a dump, least harmful first: this order is the one in which they are tried. One
 * word on the wire, in a policy and in what is stored.
 */
public enum CaptureMethod {
  /** Reads a Go process's goroutines out of its memory: it neither stops nor notices. */
  ProcMem(Effect.None),
  /** Asks the app's own pprof on loopback. */
  Pprof(Effect.Answer),
  /** Asks the gops agent of a Go app on loopback. Known to operators that have the word. */
  Gops(Effect.Answer),
  /** Speaks HotSpot's attach protocol: what jcmd's Thread.print and Thread.dump_to_file do. */
  Jcmd(Effect.Answer),
  /** Sends SIGQUIT, and the dump appears in the app's log: harmless to HotSpot, the end of Go. */
  SigQuit(Effect.Signal);

  private final Effect effect;

  CaptureMethod(Effect effect) {
    this.effect = effect;
  }

  /** What the process has to do for it. */
  private enum Effect {
    None,
    Answer,
    Signal
  }

  /** Whether the process does not notice, so that several dumps do no more harm than one. */
  public boolean isUnnoticed() {
    return effect == Effect.None;
  }

  /**
   * Whether a signal makes the process write the dump, into its own log: nothing is kept in the
   * sidecar, and what was sent is never sent again.
   */
  public boolean signals() {
    return effect == Effect.Signal;
  }
}
