package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.Budget;
import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.StackTrace;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines below one thread's header. A virtual thread that a carrier has mounted is printed after
 * the carrier's own frames (JDK 25); it runs on top of them, so its frames become the innermost.
 */
final class HotSpotThread {
  private static final String CONCURRENT = "java.util.concurrent.";
  private static final Set<String> NO_FILE = Set.of("Native Method", "Unknown Source", "Redefined");

  private final HotSpotHeader header;
  private final Block block;
  private final int mostUses;
  private final List<LockUse> uses = new ArrayList<>(2);
  private String state;
  private int mounted;
  private boolean stackEnded;

  HotSpotThread(HotSpotHeader header, Block block, int mostUses) {
    this.header = header;
    this.block = block;
    this.mostUses = mostUses;
    this.state = header.state();
    block.reset(0);
  }

  HotSpotHeader header() {
    return header;
  }

  /** Gives the state; of a carrier the dump has none, but says what its virtual thread wants. */
  String state() {
    return state.equals(Virtual.CARRIER) && uses.stream().anyMatch(this::blocksOnTop)
        ? Virtual.CARRIER_BLOCKED
        : state;
  }

  private boolean blocksOnTop(LockUse use) {
    return mounted > 0
        && use.frame() >= mounted
        && (use.how() == How.WAITING_TO_LOCK || use.how() == How.CLASS_INIT);
  }

  void state(String printed) {
    state = HotSpotHeader.cut(printed, HotSpotHeader.LONGEST_STATE);
  }

  void mount() {
    mounted = block.frames();
  }

  /** Takes the end of the stack; what looks like a frame after it is foreign. */
  void endStack() {
    stackEnded = true;
  }

  boolean stackEnded() {
    return stackEnded;
  }

  /**
   * Takes {@code pkg.Class.method(module@version/File.java:12)}, or with the module before the
   * class as Thread.dump_to_file prints it; false when it is damaged.
   */
  boolean frame(byte[] b, int from, int to) {
    int open = Bytes.lastIndexOf(b, from, to, '(');
    if (open <= from || b[from] == '(' || b[to - 1] != ')') {
      return false;
    }
    int module = Bytes.lastIndexOf(b, open, to, '/');
    // some JVMs print the types of a method behind its name: run(J)V(Till.java:12)
    int end = Bytes.indexOf(b, from, to, '(');
    block.call(b, HotSpotFrames.afterModule(b, from, end), end, end);
    block.position(b, (module < 0 ? open : module) + 1, to - 1);
    return true;
  }

  /** Takes what follows the dash of a line about a lock; gives that lock, if it names one. */
  @Nullable LockUse lock(byte[] b, int from, int to) {
    LockUse use = HotSpotLocks.parse(b, from, to, stackEnded ? -1 : block.frames() - 1);
    if (use != null) {
      // behind the stack, VisualVM calls a synchronizer locked that the thread owns
      boolean owns = stackEnded && use.how() == How.LOCKED;
      use(owns ? new LockUse(use.lock(), How.OWNS, -1) : use);
    }
    return use;
  }

  /** Takes a lock that the header names; the state tells how it is waited for. */
  void wants(LockRef lock) {
    How how =
        state.startsWith("BLOCKED")
            ? How.WAITING_TO_LOCK
            : lock.type().startsWith(CONCURRENT) ? How.PARKING : How.WAITING_ON;
    use(new LockUse(lock, how, 0));
  }

  /** Gives the index of the frame that has come last; 0 when none has. */
  int last() {
    return Math.max(0, block.frames() - 1);
  }

  /** Whether no frame has come yet. */
  boolean isEmpty() {
    return block.frames() == 0;
  }

  void use(LockUse use) {
    if (uses.size() < mostUses) {
      uses.add(use);
    }
  }

  /** Gives a number that threads with equal stacks and states share. */
  long hash() {
    return block.hash() ^ (long) state().hashCode() << 32;
  }

  StackTrace stack(Budget budget) {
    List<Frame> frames = new ArrayList<>(block.frames());
    for (int i = 0; i < block.frames(); i++) {
      frames.add(built((i + mounted) % block.frames(), budget));
    }
    return new StackTrace(frames, null);
  }

  private Frame built(int i, Budget budget) {
    byte[] text = block.text();
    String function = budget.name(text, block.callStart(i), block.callEnd(i));
    int from = block.positionStart(i);
    int to = block.positionEnd(i);
    int colon = Bytes.lastIndexOf(text, from, to, ':');
    String file = budget.name(text, from, colon < 0 ? to : colon);
    int line = colon < 0 ? 0 : (int) Bytes.decimal(text, colon + 1, Math.min(to, colon + 9));
    return new Frame(function, NO_FILE.contains(file) ? "" : file, line);
  }

  /**
   * Gives the locks as printed, by frames of {@link #stack}. Up to JDK 11 a thread that waits until
   * another one has initialized a class says only that it is RUNNABLE and in Object.wait().
   */
  List<LockUse> uses() {
    boolean unnamed =
        uses.isEmpty()
            && header.state().equals("in Object.wait()")
            && state.startsWith("RUNNABLE")
            && block.frames() > 0;
    if (unnamed) {
      return List.of(new LockUse(LockRef.classFor(header.id()), How.CLASS_INIT, 0));
    }
    if (mounted == 0) {
      return List.copyOf(uses);
    }
    int onTop = block.frames() - mounted;
    return uses.stream()
        .map(u -> u.frame() < 0 ? u : new LockUse(u.lock(), u.how(), moved(u.frame(), onTop)))
        .toList();
  }

  private int moved(int frame, int onTop) {
    return frame < mounted ? frame + onTop : frame - mounted;
  }
}
