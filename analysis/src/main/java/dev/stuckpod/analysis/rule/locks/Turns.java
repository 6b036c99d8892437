package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Threads of a pool that take turns in waiting for what comes next, one with a lock and the others
 * for it, as acceptors at one socket do: none of them has anything to do.
 */
final class Turns {
  private static final int NEAR = 6;

  /**
   * Calls that wait for what comes next, and not for an answer to something: the JDK's own poll of
   * one socket may be either.
   */
  private static final Pattern NEXT =
      Pattern.compile(
          "(?i)(?!sun\\.nio\\.ch\\.Net\\.).*\\.[^.]*(accept|poll|epollwait|select|kevent)\\d?");

  private static final Pattern ACCEPT =
      Pattern.compile(
          "java\\.net\\.ServerSocket\\.accept|sun\\.nio\\.ch\\.ServerSocketChannelImpl\\.accept");

  private Turns() {}

  /** Whether the holder waits so, and all who want the lock stand in the same call as it does. */
  static boolean areTaken(Resource lock, Holder holder) {
    String call = holder.own().function();
    return waitsForNext(holder.party().frames())
        && lock.waiters().stream().allMatch(w -> w.own().function().equals(call));
  }

  private static boolean waitsForNext(List<Frame> frames) {
    return NEXT.matcher(frames.getFirst().function()).matches()
        || frames.stream().limit(NEAR).anyMatch(f -> ACCEPT.matcher(f.function()).matches());
  }
}
