package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.calls.CallSite;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.stack.ByStack;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.StackCopy;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a goroutine waits for, by its innermost calls: the runtime's function is given the address
 * of a semaphore, and who called it tells what that semaphore is part of. All but the address
 * depends on where the frames stand only.
 */
public final class Blockage {

  /** The runtime's words for waits of this kind. */
  private static final Set<String> STATES =
      Set.of(
          "semacquire",
          "sync.Mutex.Lock",
          "sync.RWMutex.RLock",
          "sync.RWMutex.Lock",
          "sync.WaitGroup.Wait",
          "sync.Cond.Wait");

  private static final int DEEPEST = 8;
  private static final String ACQUIRE = "runtime.semacquire1";
  private static final String NOTIFY = "sync.runtime_notifyListWait";

  private final Arch arch;
  private final ByStack<Stop> stops = new ByStack<>();
  private final @Nullable Call[] callers = new Call[DEEPEST];
  private @Nullable Role role;
  private long address;

  /**
   * Where a stack tells it.
   *
   * @param role null where it does not
   * @param frame of the runtime's function
   * @param offset of its first argument; -1 where that is not alive any more
   */
  private record Stop(@Nullable Role role, int frame, int offset) {
    static final Stop NONE = new Stop(null, 0, -1);
  }

  /** What code tells of arguments that are not alive any more. */
  @FunctionalInterface
  public interface DeadArguments {

    /** Gives what a frame's function was given as its first argument; 0 where it is not told. */
    long first(int frame) throws IOException;
  }

  /** Looks at stacks of one processor. */
  public Blockage(Arch arch) {
    this.arch = arch;
  }

  /** Whether a goroutine in a state may wait for what is looked for. */
  public static boolean isPossible(String state) {
    return STATES.contains(state);
  }

  /** Forgets what was found. */
  public void clear() {
    role = null;
  }

  /** Looks at a stack; what is not beyond doubt is not found. */
  public void read(Frames frames, StackCopy stack, DeadArguments dead) throws IOException {
    role = null;
    Stop stop = stops.get(frames);
    if (stop == null) {
      stop = find(frames);
      stops.put(frames, stop);
    }
    Role found = stop.role();
    if (found != null) {
      long arguments = frames.fp(stop.frame()) + arch.minimumFrame();
      long at =
          stop.offset() < 0 ? dead.first(stop.frame()) : stack.word(arguments + stop.offset());
      if (at > found.queue()) {
        role = found;
        address = at - found.queue();
      }
    }
  }

  private Stop find(Frames frames) {
    for (int i = 0, seen = 0; i < Math.min(frames.size(), Frames.INNER) && seen < 6; i++) {
      CallSite site = frames.site(i);
      seen += site.calls().size();
      Call call = site.calls().getLast();
      boolean notified = call.isNamed(NOTIFY);
      if (notified || call.isNamed(ACQUIRE)) {
        return new Stop(
            notified ? Role.NOTIFIED : caller(frames, i + 1), i, argument(site.arguments()));
      }
    }
    return Stop.NONE;
  }

  /** Gives how it waits; null where it was not found. */
  public @Nullable Role role() {
    return role;
  }

  /** Gives the address of what it waits for. */
  public long address() {
    return address;
  }

  /** Gives the address of the lock that it waits for, which of a Once is a part; 0 for none. */
  public long lock() {
    return switch (role) {
      case MUTEX, READER, WRITER, NEXT_WRITER, ONCE -> role.kind().held(address);
      case null, default -> 0;
    };
  }

  /** Where the first argument is, if it is alive; else -1. */
  private static int argument(Arguments arguments) {
    int step = arguments.size() == 0 ? Arguments.FAR : arguments.step(0);
    return step >= 0 && Arguments.isAlive(step) && Arguments.size(step) == 8
        ? Arguments.offset(step)
        : -1;
  }

  private Role caller(Frames frames, int from) {
    int count = 0;
    for (int i = from; i < Math.min(frames.size(), Frames.INNER) && count < DEEPEST; i++) {
      List<Call> calls = frames.site(i).calls();
      for (int k = 0; k < calls.size() && count < DEEPEST; k++) {
        if (count > 0 || !calls.get(k).isNamedWith("runtime_Semacquire")) {
          callers[count++] = calls.get(k);
        }
      }
    }
    Arrays.fill(callers, count, DEEPEST, null);
    if (is(0, "sync.(*RWMutex).RLock")) {
      return Role.READER;
    }
    if (is(0, "sync.(*RWMutex).Lock")) {
      return Role.WRITER;
    }
    if (is(0, "sync.(*WaitGroup).Wait")) {
      return Role.DONE;
    }
    boolean mutex = is(0, "sync.(*Mutex).lockSlow") || is(0, "internal/sync.(*Mutex).lockSlow");
    return mutex ? partOf() : Role.OTHER;
  }

  /** A Mutex may be a part of something that calls it: its name is just above. */
  private Role partOf() {
    int i = 1;
    while (i < DEEPEST && (is(i, "sync.(*Mutex).Lock") || is(i, "internal/sync.(*Mutex).Lock"))) {
      i++;
    }
    if (i > 1 && is(i, "sync.(*RWMutex).Lock")) {
      return Role.NEXT_WRITER;
    }
    return i > 1 && is(i, "sync.(*Once).doSlow") ? Role.ONCE : Role.MUTEX;
  }

  private boolean is(int i, String name) {
    Call call = i < DEEPEST ? callers[i] : null;
    return call != null && call.isNamed(name);
  }
}
