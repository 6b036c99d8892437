package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.StackTrace;
import dev.stuckpod.analysis.model.lock.LockUse;

/**
 * How many bytes parts of groups take on the heap, estimated with names as long as they mostly are.
 */
final class Weights {
  private static final int GROUP = 250;
  private static final int FRAME = 60;
  private static final int COHORT = 250;
  private static final int LOCK_USE = 150;
  private static final int CHANNEL = 60;
  private static final int ARGUMENT = 60;
  private static final int ID = 40;

  private static final int REFERENCE = 8;
  private static final int PARTICULARS = 24;

  /** Who has started a routine. */
  static final int STARTER = 32;

  /** Whom a routine waits for. */
  static final int PEER = 64;

  private static final int SHORT_STATE = 32;
  private static final int SHORT_LOCK = 64;
  private static final int SHORT_ID = 24;
  private static final int FEW_ARGUMENTS = 4;

  private Weights() {}

  static long of(StackTrace stack, String state) {
    return GROUP + FRAME * (long) stack.frames().size() + Budget.beyond(SHORT_STATE, state);
  }

  static long of(GroupTable.CohortKey key) {
    long names = 0;
    for (LockUse use : key.uses()) {
      names += Budget.beyond(SHORT_LOCK, use.lock().address(), use.lock().type());
    }
    return COHORT
        + (long) LOCK_USE * key.uses().size()
        + names
        + (long) CHANNEL * key.channels().size();
  }

  static long of(Arguments arguments, int frames) {
    long size = 0;
    for (int i = 0; i < frames; i++) {
      size += ARGUMENT + (long) Long.BYTES * Math.max(0, arguments.given(i) - FEW_ARGUMENTS);
    }
    return size;
  }

  static long of(Particulars printed) {
    return REFERENCE
        + (printed.equals(Particulars.NONE)
            ? 0
            : PARTICULARS + Budget.beyond(0, printed.labels(), printed.peer()));
  }

  static long of(String id) {
    return ID + Budget.beyond(SHORT_ID, id);
  }
}
