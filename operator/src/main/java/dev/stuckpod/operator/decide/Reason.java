package dev.stuckpod.operator.decide;

/** Why a decision is what it is. */
public enum Reason {
  /** Work is held and nothing completes. */
  NoProgress,
  /** The pod accepts connections and does not answer. */
  ScrapeHang,
  /** There was no sign of life for too long. */
  HeartbeatMissed,
  /** Things come, and nothing is taken out. */
  QueueGrows,
  /** The CPU is used, and nothing is done. */
  BusyNoProgress,
  /** Threads are deadlocked, blocked or more and more. */
  ThreadsStuck,
  /** A load has ended, and what it has left is still held. */
  Residue,
  /** Goroutines wait for locks and have not run for too long. */
  LockWait,
  /** Several rules hold together. */
  AllHold,
  /** The user's query returned a series. */
  QueryMatched,

  /** There is too little work to tell. */
  Idle,
  /** Nothing arrives, so nothing need complete. */
  NothingArrives,
  /** A counter grows. */
  CounterMoves,
  /** A gauge changes. */
  GaugeMoves,
  /** A queue does not grow. */
  QueueDrains,
  /** The CPU is not used much. */
  NotBusy,
  /** A sign of life was seen. */
  HeartbeatSeen,
  /** Not so many threads are blocked. */
  ThreadsRun,
  /** Nobody has waited for a lock for so long without running. */
  LocksMove,
  /** Scrapes are answered. */
  ScrapesAnswered,
  /** The user's query returned nothing. */
  QueryEmpty,

  /** The pod is being deleted. */
  Terminating,
  /** The pod does not run. */
  NotRunning,
  /** The container has not been ready since it started. */
  NeverReady,
  /** The container is younger than the window. */
  TooYoung,
  /** The container was restarted within the window. */
  RestartedWithinWindow,
  /** The rule asks for a part of the container's CPU limit, and there is none. */
  NoCpuLimit,
  /** The container's CPU limit was changed within the window. */
  CpuLimitChanged,
  /** More CPU was used than the container's limit allows. */
  CpuAboveLimit,
  /** Which container is the app's cannot be said. */
  NoAppContainer,
  /** The pod does not look stuck; what else there is to say of it is asked for in its turn. */
  NotYetRead,
  /** The source gave no answer that can be judged by. */
  SourceFailed,
  /** The operator is to scrape the pod itself, and cannot. */
  NotScraped,
  /** The operator scrapes the pod itself, and comes too late. */
  ScrapesLate,
  /** A metric has no series. */
  MetricAbsent,
  /** Series that claim the pod come from a target that belongs to another. */
  ForeignSeries,
  /** No target is known for the series. */
  TargetUnknown,
  /** The target's last scrape failed. */
  TargetDown,
  /** The window is shorter than four scrape intervals. */
  WindowTooShort,
  /** Samples are missing in the window. */
  WindowNotCovered,
  /** A counter was reset within the window. */
  CounterReset,
  /** A gauge stands still that was never seen to move. */
  NeverMoved,
  /** A counter has not counted yet, or a time was never noted. */
  NeverCounted,
  /** A time lies in the future of the source. */
  ClocksDiffer,
  /** Scrapes fail, but not often enough yet. */
  ScrapesFailing,
  /** A direct scrape is due. */
  DirectScrapeDue,
  /** The operator's own scrape was answered. */
  DirectScrapeAnswered,
  /** The port refuses connections. */
  ConnectionRefused,
  /** No connection to the pod can be made. */
  Unreachable,
  /** All of a node's pods fail at once. */
  NodeSuspected,
  /** The target's address is not the pod's. */
  AddressUnknown,
  /** The presence query returned nothing. */
  PresenceAbsent,
  /** The sidecar does not glance at the app; the message says why. */
  NoGlance,
  /** The last glance was too long ago: too many pods are watched so. */
  GlanceLate,
  /** What the app runs on does not tell a lock from other waits. */
  LocksNotTold,
  /** Not all who may wait could be watched by the sidecar. */
  NotAllWatched
}
