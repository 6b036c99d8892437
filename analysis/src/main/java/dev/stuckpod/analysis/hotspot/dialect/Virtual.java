package dev.stuckpod.analysis.hotspot.dialect;

import dev.stuckpod.analysis.model.Carriage;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;

/**
 * What virtual threads and their carriers look like. A virtual thread that is pinned keeps its
 * carrier while it waits; one that is not mounted runs only when a carrier is free.
 */
public final class Virtual {
  /** What Thread.print has instead of a carrier's state. */
  public static final String CARRIER = "Carrying virtual thread";

  /** The same of one whose virtual thread wants a monitor or a class, as lines about locks say. */
  public static final String CARRIER_BLOCKED = CARRIER + " (blocked)";

  /** Follows the state of one that has a carrier, and waits though it is called RUNNABLE. */
  private static final String MOUNTED_BLOCKED = " (mounted, blocked)";

  /** The innermost call of a carrier's own that has a virtual thread mounted. */
  public static final String CARRIES = "jdk.internal.vm.Continuation.run";

  /** Follows the state of one that has a carrier. */
  private static final String MOUNTED = " (mounted)";

  /** The state of one that could run and has no carrier. */
  private static final String WITHOUT_CARRIER = "RUNNABLE (not mounted)";

  private static final String CLASS = "java.lang.VirtualThread.";
  private static final String ROOT = CLASS + "run";

  /** Where one parks that cannot be unmounted. */
  private static final String PINNED = CLASS + "parkOnCarrierThread";

  private Virtual() {}

  /** Gives the state of a virtual thread with what the JSON says of its carrier behind it. */
  public static String state(String printed, boolean mounted) {
    return mounted ? printed + MOUNTED : printed.equals("RUNNABLE") ? WITHOUT_CARRIER : printed;
  }

  /** Gives the state of a mounted one that is known to wait for a class or a monitor. */
  public static String blocked(String mounted) {
    return mounted.replace(MOUNTED, MOUNTED_BLOCKED);
  }

  /** Whether a state says that a thread waits for a class or a monitor and is mounted. */
  static boolean isBlocked(String state) {
    return state.equals(CARRIER_BLOCKED) || state.endsWith(MOUNTED_BLOCKED);
  }

  /** Whether a stack is a virtual thread's, or a carrier's with the one it has mounted on top. */
  public static boolean isVirtual(String state, List<Frame> frames) {
    return state.equals(WITHOUT_CARRIER)
        || isMounted(state)
        || frames.stream().anyMatch(f -> f.function().equals(ROOT));
  }

  /** Tells whether a thread carries, is carried, or would have to be. */
  static Carriage carriage(String state, List<Frame> frames) {
    if (state.equals(WITHOUT_CARRIER)) {
      return Carriage.STRANDED;
    }
    boolean carries =
        state.startsWith(CARRIER)
            || !frames.isEmpty() && frames.getFirst().function().equals(CARRIES);
    boolean virtual = isVirtual(state, frames);
    if (carries) {
      return virtual ? Carriage.BOTH : Carriage.CARRIER;
    }
    boolean mounted =
        isMounted(state)
            || virtual && frames.stream().limit(6).anyMatch(f -> f.function().equals(PINNED));
    return mounted ? Carriage.CARRIED : Carriage.OWN;
  }

  private static boolean isMounted(String state) {
    return state.endsWith(MOUNTED) || state.endsWith(MOUNTED_BLOCKED);
  }

  /** Whether a call is of the class that virtual threads are of, or carries one. */
  static boolean isOfVirtual(Frame frame) {
    return frame.function().startsWith(CLASS) || frame.function().equals(CARRIES);
  }
}
