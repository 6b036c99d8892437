package dev.stuckpod.protocol;

/** Why a method is possible or not, and how an attempt ended. */
public enum Reason {
  /** The method can be used. */
  Possible,
  /** The dump was taken and lies in the sidecar. */
  DumpTaken,
  /** SIGQUIT was sent; the dump is in the app's log. */
  SignalSent,
  /** No process of that container is to be seen. */
  ProcessGone,
  /** Container, pid or start time are not those that were meant. */
  ProcessChanged,
  /** Neither Go nor HotSpot nor OpenJ9, or it cannot be told. */
  NotIdentified,
  /** The method does not fit the process's runtime. */
  WrongRuntime,
  /** The process runs as another user. */
  UidMismatch,
  /** The process runs in another group. */
  GidMismatch,
  /** The process runs as root, or has capabilities that the sidecar has not. */
  RootApp,
  /** The process does not handle SIGQUIT: the signal would end it without a dump. */
  NotCaught,
  /**
   * The process handles SIGQUIT by ending without a dump, or may do so. Read as {@link #Failed} by
   * operators of before.
   */
  EndsWithoutDump,
  /** SIGQUIT would end the process, and the request does not allow that. */
  RestartNotAllowed,
  /** The JVM runs with -XX:+DisableAttachMechanism. */
  AttachDisabled,
  /** The file that starts the attach protocol cannot be made. */
  ReadOnlyTmp,
  /** No listening socket of the app answers as pprof does. */
  NoPprof,
  /**
   * The app runs no gops agent that can be found. Read as {@link #Failed} by operators of before.
   */
  NoGops,
  /** The kernel (Yama) lets nobody but a process's ancestors read its memory. */
  YamaForbids,
  /** The process has said that nobody may look at it, or changed its user. */
  NotDumpable,
  /** How this version of Go keeps its goroutines is not known. */
  UnknownGoVersion,
  /** The app's user may run its program but not read it. */
  ExecOnly,
  /** The Go program loads plugins or is a library: it has more tables than one. */
  PluginBuild,
  /** The process's memory does not hold what the Go runtime keeps there. */
  Unreadable,
  /** The app did not answer in time; it may do so a little later. */
  TimedOut,
  /** The request came later than it allows, as on a busy machine; another one may not. */
  Expired,
  /** Sent, but the operating system refused. */
  Denied,
  /** The dump is larger than the sidecar may keep. */
  TooLarge,
  /**
   * The sidecar's volume is full or cannot be written. It is not the process that hinders, so this
   * is no reason for a method that does more harm. Read as {@link #Failed} by operators of before.
   */
  SpoolUnusable,
  /** Something else; the message says what. */
  Failed;

  /** Whether a method is not for such a process at all, so that nobody misses it. */
  public boolean isUnfit() {
    return this == WrongRuntime || this == NoGops;
  }
}
