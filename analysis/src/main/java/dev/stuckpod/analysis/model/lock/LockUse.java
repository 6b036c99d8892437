package dev.stuckpod.analysis.model.lock;

/**
 * How a routine uses a lock, as the dump prints it (HotSpot).
 *
 * @param lock which
 * @param how in which way
 * @param frame index of the frame below which it is printed
 */
public record LockUse(LockRef lock, How how, int frame) {
  /** The printed relation between a thread and a lock. */
  public enum How {
    /** Owns the monitor. */
    LOCKED,
    /** Owns the synchronizer (printed by -l, or as another thread's owner). */
    OWNS,
    /** Owns one of its class, which may be this one. */
    MAY_OWN,
    /** Wants the monitor. */
    WAITING_TO_LOCK,
    /** Was notified and wants the monitor back. */
    WAITING_TO_RELOCK,
    /** In Object.wait. */
    WAITING_ON,
    /** Parked for a synchronizer or another blocker. */
    PARKING,
    /** Waits for another thread to initialize a class. */
    CLASS_INIT
  }
}
