package dev.stuckpod.analysis.hotspot.wait;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which lock a thread waits for; whether with a time limit, after which it gives up by itself. */
final class HotSpotWaits {
  private static final Pattern LOCKS =
      Pattern.compile("java\\.util\\.concurrent\\.locks\\.(Reentrant|Stamped).*");
  private static final Pattern READS =
      Pattern.compile(
          "java\\.util\\.concurrent\\.locks\\."
              + "(ReentrantReadWriteLock\\$ReadLock\\.lock|StampedLock\\.readLock).*");

  private static final String PARKS_FOR_A_TIME = "java.util.concurrent.locks.LockSupport.parkNanos";

  /** One wait: for which lock, of which kind that is, and what it is called. */
  record Wait(LockRef lock, ResourceKind kind, String word, Waiter waiter) {
    Wait(LockRef lock, ResourceKind kind, Waiter waiter) {
      this(lock, kind, kind.label(), waiter);
    }
  }

  private HotSpotWaits() {}

  /**
   * Gives the lock that a thread waits for; null when for none.
   *
   * @param owned synchronizers that some thread owns, whatever their class
   */
  static @Nullable Wait of(Party party, Set<LockRef> owned) {
    for (LockUse use : party.cohort().uses()) {
      Wait wait = of(party, use, owned);
      if (wait != null) {
        return wait;
      }
    }
    return null;
  }

  private static @Nullable Wait of(Party party, LockUse use, Set<LockRef> owned) {
    LockRef lock = use.lock();
    int frame = applicationFrame(party.frames(), Math.max(use.frame(), 0));
    return switch (use.how()) {
      case WAITING_TO_LOCK ->
          new Wait(lock, ResourceKind.MONITOR, new Waiter(party, Mode.LOCK, frame));
      // printed of threads that are still in Object.wait, too
      case WAITING_TO_RELOCK ->
          party.group().state().startsWith("BLOCKED")
              ? new Wait(lock, ResourceKind.MONITOR, new Waiter(party, Mode.LOCK, frame))
              : null;
      case PARKING ->
          owned.contains(lock) || LOCKS.matcher(lock.type()).matches()
              ? synchronizer(lock, new Waiter(party, mode(party), frame))
              : null;
      case CLASS_INIT ->
          new Wait(lock, ResourceKind.CLASS, new Waiter(party, Mode.CLASS_INIT, frame));
      case LOCKED, OWNS, MAY_OWN, WAITING_ON -> null;
    };
  }

  private static Wait synchronizer(LockRef lock, Waiter waiter) {
    String name = simpleName(lock.type());
    ResourceKind kind =
        switch (name) {
          case "ReentrantLock" -> ResourceKind.REENTRANT_LOCK;
          case "ReentrantReadWriteLock" -> ResourceKind.READ_WRITE_LOCK;
          default -> ResourceKind.LOCK;
        };
    return new Wait(lock, kind, name, waiter);
  }

  private static Mode mode(Party party) {
    if (isTimed(party)) {
      return Mode.TIMED_LOCK;
    }
    return party.frames().stream().anyMatch(f -> READS.matcher(f.function()).matches())
        ? Mode.READ_LOCK
        : Mode.LOCK;
  }

  /** Some dumps to a file have no states, and then only the call tells. */
  private static boolean isTimed(Party party) {
    return party.group().state().startsWith("TIMED_WAITING")
        || party.frames().stream().anyMatch(f -> f.function().equals(PARKS_FOR_A_TIME));
  }

  /** Gives {@code ReentrantLock} of java.util.concurrent.locks.ReentrantLock$NonfairSync. */
  private static String simpleName(String type) {
    int nested = type.indexOf('$');
    String outer = nested < 0 ? type : type.substring(0, nested);
    return outer.substring(outer.lastIndexOf('.') + 1);
  }

  /** Gives the first frame from an index on that is not of the JDK; that index if there is none. */
  static int applicationFrame(List<Frame> frames, int from) {
    for (int i = from; i < frames.size(); i++) {
      if (!HotSpotDialect.HOTSPOT.isPlumbing(frames.get(i).function())) {
        return i;
      }
    }
    return from;
  }

  /** Gives {@code Branch.deposit (Branch.java:33)}. */
  static String say(Frame frame) {
    String function = frame.function();
    int type = function.lastIndexOf('.', Math.max(0, function.lastIndexOf('.') - 1));
    String location = frame.location();
    return Frame.brief(function.substring(type + 1))
        + (location.isEmpty() ? "" : " (" + location + ")");
  }
}
