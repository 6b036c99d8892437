package dev.stuckpod.protocol;

/** A way to take a dump. */
public enum Method {
  /** Reads the goroutines out of a Go process's memory. Spoken from version 2 on. */
  ProcMem,
  /** Asks the app's pprof on loopback. */
  Pprof,
  /** Speaks HotSpot's attach protocol. */
  Jcmd,
  /** Sends SIGQUIT; the dump appears in the app's log. */
  SigQuit
}
