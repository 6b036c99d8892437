package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known where execution may be: registers, places of the frame, what is held, what is due.
 */
public final class State {

  /** How many registers there are. */
  public static final int REGISTERS = 16;

  /** What each holds; null where that is not known. */
  public final @Nullable Value[] registers;

  /** What lies in eight bytes of the frame each. */
  public final Cells slots;

  /** What lies in single bytes of the frame. */
  public final Cells bytes;

  /** What has been acquired here and not been released. */
  public final Map<Lock, Range> held;

  /** What branches have told. */
  public final Map<Test, Boolean> told;

  /** What the flags tell; null for nothing. */
  public @Nullable Flag flag;

  /** The deferred calls that are due; null where that is not known. */
  public @Nullable Pending pending;

  private State() {
    registers = new Value[REGISTERS];
    slots = new Cells();
    bytes = new Cells();
    held = new LinkedHashMap<>(4);
    told = new LinkedHashMap<>(4);
    pending = Pending.NONE;
  }

  private State(State other) {
    registers = other.registers.clone();
    slots = other.slots.copy();
    bytes = other.bytes.copy();
    held = new LinkedHashMap<>(other.held);
    told = new LinkedHashMap<>(other.told);
    flag = other.flag;
    pending = other.pending;
  }

  /** What is known where a function is entered. */
  public static State atEntry() {
    State state = new State();
    for (int i = 0; i < REGISTERS; i++) {
      state.registers[i] = Value.entry(i);
    }
    state.registers[Registers.SP] = Value.frame(0);
    return state;
  }

  /** Makes one that is the same, and goes its own way. */
  public State copy() {
    return new State(this);
  }

  /** Gives what a register holds; null where that is not known. */
  public @Nullable Value register(int number) {
    return registers[number];
  }

  /** Gives what lies in eight bytes of the frame each. */
  public Cells slots() {
    return slots;
  }

  /** Gives what lies in single bytes of the frame. */
  public Cells bytes() {
    return bytes;
  }

  /** Gives what has been acquired here and not been released, by lock. */
  public Map<Lock, Range> held() {
    return held;
  }

  /** Gives what branches have told of values. */
  public Map<Test, Boolean> told() {
    return told;
  }

  /** Gives the deferred calls that are due; null where that is not known. */
  public @Nullable Pending pending() {
    return pending;
  }

  /** Whether some exclusive lock would be held twice, which cannot be. */
  public boolean isImpossible() {
    return isImpossible(held);
  }

  /** Whether some exclusive lock would be held twice. */
  public static boolean isImpossible(Map<Lock, Range> held) {
    for (Map.Entry<Lock, Range> e : held.entrySet()) {
      if (e.getKey().kind().isExclusive() && e.getValue().most() > 1) {
        return true;
      }
    }
    return false;
  }

  /** Adds to what is held. */
  public void add(Lock lock, int least, int most) {
    held.put(lock, held.getOrDefault(lock, Range.NONE).plus(least, most));
  }

  /** What must agree for two states to be taken for one. */
  public Key key() {
    var locks = new LinkedHashMap<>(held);
    locks
        .entrySet()
        .removeIf(e -> e.getValue().equals(Range.NONE) || e.getKey().kind() == Kind.CLOSURE);
    return new Key(pending, locks);
  }

  /** How much room this takes, about, in words. */
  public int weight() {
    return 48 + slots.size() + bytes.size() + 8 * held.size() + 8 * told.size();
  }

  /** What must agree for two states to be taken for one. */
  public record Key(@Nullable Pending pending, Map<Lock, Range> held) {}
}
