package dev.stuckpod.proc;

import java.util.ArrayList;
import java.util.List;

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
   * Finds them all; the kernel stops at the first one.
   *
   * @param uid the reader's, for files
   * @param gid the reader's, for files
   * @param capabilities the reader's, as a mask
   * @param target whom it wants to read
   * @return none where ids keep nobody out
   */
  public static List<Barrier> between(long uid, long gid, long capabilities, ProcStatus target) {
    var barriers = new ArrayList<Barrier>();
    if (!areAll(uid, target.uids())) {
      barriers.add(OTHER_USER);
    }
    if (!areAll(gid, target.gids())) {
      barriers.add(OTHER_GROUP);
    }
    if ((target.capabilities() & ~capabilities) != 0) {
      barriers.add(MORE_CAPABILITIES);
    }
    return barriers;
  }

  private static boolean areAll(long id, List<Long> ids) {
    return ids.stream().limit(REAL_EFFECTIVE_AND_SAVED).allMatch(other -> other == id);
  }
}
