package dev.stuckpod.proc;

import java.util.List;
import java.util.Optional;

/**
 * What in two processes' ids keeps one from reading the other: __ptrace_may_access in
 * kernel/ptrace.c, in its order. That a process is not dumpable, Yama and security modules come
 * behind; they are not told by ids.
 */
public enum Barrier {
  OTHER_USER,
  OTHER_GROUP,
  /** The process has capabilities that the reader has not. */
  MORE_CAPABILITIES;

  private static final int REAL_EFFECTIVE_AND_SAVED = 3;

  /**
   * Finds the first one.
   *
   * @param uid the reader's, for files
   * @param gid the reader's, for files
   * @param capabilities the reader's, as a mask
   * @param target whom it wants to read
   * @return empty where ids keep nobody out
   */
  public static Optional<Barrier> of(long uid, long gid, long capabilities, ProcStatus target) {
    if (!areAll(uid, target.uids())) {
      return Optional.of(OTHER_USER);
    }
    if (!areAll(gid, target.gids())) {
      return Optional.of(OTHER_GROUP);
    }
    return (target.capabilities() & ~capabilities) == 0
        ? Optional.empty()
        : Optional.of(MORE_CAPABILITIES);
  }

  private static boolean areAll(long id, List<Long> ids) {
    return ids.stream().limit(REAL_EFFECTIVE_AND_SAVED).allMatch(other -> other == id);
  }
}
