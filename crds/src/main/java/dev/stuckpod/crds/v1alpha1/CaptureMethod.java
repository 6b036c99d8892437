package dev.stuckpod.crds.v1alpha1;

/** A way to take a dump, least harmful first. */
public enum CaptureMethod {
  /** Reads a Go process's goroutines out of its memory: it neither stops nor notices. */
  ProcMem,
  /** Asks the app's own pprof on loopback. */
  Pprof,
  /** Speaks HotSpot's attach protocol: what jcmd's Thread.print does. */
  Jcmd,
  /** Sends SIGQUIT: harmless to HotSpot, the end of a Go process. */
  SigQuit
}
