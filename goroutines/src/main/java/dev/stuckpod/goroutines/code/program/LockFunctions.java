package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.code.flow.Effect;
import dev.stuckpod.goroutines.code.value.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of package sync (and internal/sync, from Go 1.24) that lock or unlock their first
 * argument.
 */
public final class LockFunctions {

  /** Reads, of a sync.RWMutex, are counted in a word so far from its beginning. */
  public static final int READERS = 16;

  private static final int READER_SEMAPHORE = 12;
  private static final String SYNC = "sync.(*";
  private static final String INTERNAL = "internal/sync.(*";
  private static final Map<String, Effect> CALLS = new HashMap<>();
  private static final Map<String, Kind> TRIES = new HashMap<>();
  private static final Map<String, SlowPath> SLOW = new HashMap<>();

  /**
   * What a call does to its first argument.
   *
   * @param change 1 locks, -1 unlocks
   */
  public record Effect(Kind kind, int change) {}

  /**
   * The rest of an inlined fast path.
   *
   * @param change 1 locks, -1 unlocks
   * @param word how far the atomic word of the fast path is from the lock's beginning
   * @param argument how far the first argument is
   */
  public record SlowPath(Kind kind, int change, int word, int argument) {}

  static {
    for (String in : new String[] {SYNC, INTERNAL}) {
      CALLS.put(in + "Mutex).Lock", new Effect(Kind.MUTEX, 1));
      CALLS.put(in + "Mutex).Unlock", new Effect(Kind.MUTEX, -1));
      TRIES.put(in + "Mutex).TryLock", Kind.MUTEX);
      SLOW.put(in + "Mutex).lockSlow", new SlowPath(Kind.MUTEX, 1, 0, 0));
      SLOW.put(in + "Mutex).unlockSlow", new SlowPath(Kind.MUTEX, -1, 0, 0));
    }
    CALLS.put(SYNC + "RWMutex).Lock", new Effect(Kind.WRITE, 1));
    CALLS.put(SYNC + "RWMutex).Unlock", new Effect(Kind.WRITE, -1));
    CALLS.put(SYNC + "RWMutex).RLock", new Effect(Kind.READ, 1));
    CALLS.put(SYNC + "RWMutex).RUnlock", new Effect(Kind.READ, -1));
    CALLS.put(SYNC + "rlocker).Lock", new Effect(Kind.READ, 1));
    CALLS.put(SYNC + "rlocker).Unlock", new Effect(Kind.READ, -1));
    CALLS.put(SYNC + "WaitGroup).Done", new Effect(Kind.COUNT, -1));
    TRIES.put(SYNC + "RWMutex).TryLock", Kind.WRITE);
    TRIES.put(SYNC + "RWMutex).TryRLock", Kind.READ);
    SLOW.put(SYNC + "RWMutex).rUnlockSlow", new SlowPath(Kind.READ, -1, READERS, 0));
    for (String name : new String[] {"SemacquireRWMutexR", "SemacquireMutex"}) {
      SLOW.put("sync.runtime_" + name, new SlowPath(Kind.READ, 1, READERS, READER_SEMAPHORE));
    }
  }

  private LockFunctions() {}

  /** Gives what a call of a function does to its first argument; null for others. */
  public static @Nullable Effect effect(String name) {
    return CALLS.get(name);
  }

  /** Gives what a function tries to take; null for others. */
  public static @Nullable Kind attempt(String name) {
    return TRIES.get(name);
  }

  /** Gives what a slow path does; null for other functions. */
  public static @Nullable SlowPath slowPath(String name) {
    return SLOW.get(name);
  }

  /** Whether a function adds to a WaitGroup, by its second argument. */
  public static boolean isAdd(String name) {
    return name.equals(SYNC + "WaitGroup).Add");
  }

  /** Whether a function takes one off a WaitGroup. */
  public static boolean isDone(String name) {
    return name.equals(SYNC + "WaitGroup).Done");
  }

  /** Whether a function is part of what a lock is made of, and is not looked into. */
  public static boolean isLock(String name) {
    return CALLS.containsKey(name)
        || TRIES.containsKey(name)
        || SLOW.containsKey(name)
        || name.startsWith("sync.(*RWMutex).")
        || name.startsWith("sync.(*Mutex).")
        || name.startsWith("internal/sync.(*Mutex).")
        || name.startsWith("sync.(*WaitGroup).")
        || name.startsWith("sync.runtime_");
  }
}
