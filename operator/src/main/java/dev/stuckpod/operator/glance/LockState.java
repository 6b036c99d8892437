package dev.stuckpod.operator.glance;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a routine waits for, or a thread. */
public enum LockState {
  RWMutexWrite("goroutines wait to lock a sync.RWMutex"),
  RWMutexRead("goroutines wait to read-lock a sync.RWMutex"),
  Mutex("goroutines wait to lock a sync.Mutex"),
  /**
   * Before Go 1.20 locks and WaitGroups are one: some wait for ever in healthy processes. So only
   * those count that came after the first look.
   */
  Semaphore("more goroutines than at first wait for a semaphore"),
  /**
   * A thread that neither runs nor is switched, for whatever it waits: those of an idle pool too.
   */
  Thread("more threads than there were neither run nor are switched");

  /** Those that are locks for certain. */
  public static final Set<LockState> LOCKS =
      Collections.unmodifiableSet(EnumSet.of(Mutex, RWMutexRead, RWMutexWrite));

  private final String words;

  LockState(String words) {
    this.words = words;
  }

  /** Of so many it is said. */
  public String words() {
    return words;
  }
}
