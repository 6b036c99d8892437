package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.regex.Pattern;

/** What a routine does, as far as its state and innermost calls tell. */
public enum Activity {
  /** Runs, or could. */
  RUNS,
  /** Reads from a socket or file, or waits for its readiness. */
  READS,
  /** Writes to a socket, pipe or file. */
  WRITES,
  /** Sleeps for a time, or waits with a limit. */
  SLEEPS,
  /** Waits for another routine. */
  WAITS;

  /** Whether something outside the process may end it: a peer, a file. */
  public boolean isOutside() {
    return this == READS || this == WRITES;
  }

  /** Tells what the routines of a group do. */
  public static Activity of(Group group) {
    List<Frame> frames = group.stack().frames();
    return isJava(group)
        ? HotSpotActivity.of(group.state(), frames)
        : GoActivity.of(group.state(), group.waitMinutes(), frames);
  }

  /** Threads have quoted names; states alone do not tell: both runtimes print "runnable". */
  private static boolean isJava(Group group) {
    return !group.ids().isEmpty() && group.ids().getFirst().startsWith("\"");
  }

  /** Whether a goroutine in this state runs or could, so that what it holds may soon be free. */
  public static boolean isLive(String state) {
    return state.startsWith("run")
        || state.startsWith("syscall")
        || state.startsWith("copystack")
        || state.startsWith("preempted")
        || state.startsWith("GC assist");
  }

  /** Whether the innermost call is one of these functions. */
  static boolean isIn(List<Frame> frames, Pattern innermost) {
    return !frames.isEmpty() && innermost.matcher(frames.getFirst().function()).matches();
  }

  /** Whether one of the innermost calls is one of these functions. */
  static boolean has(List<Frame> frames, Pattern function) {
    return frames.stream()
        .limit(12)
        .map(Frame::function)
        .anyMatch(f -> function.matcher(f).matches());
  }
}
