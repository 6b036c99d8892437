package dev.stuckpod.cli.report.page;

/** Kinds of moments in an incident. */
public enum Stage {
  /** The load begins or ends, the window opens or closes. */
  LOAD,
  /** It went on until then. */
  PROGRESS,
  /** It stands still from then on. */
  FREEZE,
  /** Somebody noticed. */
  NOTICED,
  /** A dump was taken, or tried. */
  DUMP,
  /** The container ended, or began anew. */
  RESTART,
  /** It was explained. */
  EXPLAINED,
  /** Whatever else. */
  OTHER
}
