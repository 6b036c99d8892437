package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.Flag;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Base.Way;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Origins;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Address;
import dev.stuckpod.goroutines.code.x86.Instruction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What following one function works with: its values, the places in its frame, its locks. */
final class Context {

  private static final int MOST_AHEAD = 256;

  private final Binary binary;
  private final FunctionCode code;
  private final Facts facts;
  private final Origins origins;
  private final @Nullable List<Ahead> log;

  /**
   * Follows a function.
   *
   * @param log gets what the code acquires, and releases without having acquired it; null for
   *     nothing of that
   */
  Context(Binary binary, FunctionCode code, Facts facts, @Nullable List<Ahead> log) {
    this.binary = binary;
    this.code = code;
    this.facts = facts;
    this.origins = facts.origins();
    this.log = log;
  }

  Binary binary() {
    return binary;
  }

  FunctionCode code() {
    return code;
  }

  Facts facts() {
    return facts;
  }

  // ---- values

  /** A pc defines something anew: what was named after it before loses its name. */
  void forget(State state, long pc) {
    forget(state, d -> d.way() == Way.INSTRUCTION && d.pc() == pc);
  }

  void forgetJoin(State state, long pc) {
    forget(state, d -> d.way() == Way.JOIN && d.pc() == pc);
  }

  private void forget(State state, Predicate<Base.Defined> on) {
    Predicate<@Nullable Value> old = v -> v != null && v.isNamed() && origins.depends(v, on);
    for (int i = 0; i < State.REGISTERS; i++) {
      if (old.test(state.registers[i])) {
        state.registers[i] = null;
      }
    }
    state.slots.removeIf(old);
    state.bytes.removeIf(old);
    state.told.keySet().removeIf(test -> origins.depends(test.value(), on));
    for (Lock lock : List.copyOf(state.held.keySet())) {
      if (origins.depends(lock.at(), on) || origins.depends(lock.second(), on)) {
        Range range = Objects.requireNonNull(state.held.remove(lock));
        state.add(Lock.unknown(lock.kind()), range.least(), range.most());
      }
    }
    boolean flagIsOld =
        switch (state.flag) {
          case Flag.Compared c -> origins.depends(c.value(), on);
          case Flag.Attempt a -> origins.depends(a.lock(), on);
          case null, default -> false;
        };
    state.flag = flagIsOld ? null : state.flag;
  }

  /** Gives the address of an operand in memory; null where it is not known. */
  @Nullable Value address(State state, Instruction x) {
    Address a = x.memory();
    if (a == null || x.has(Instruction.STRANGE_ADDRESS)) {
      return null;
    }
    Value base = a.base() < 0 ? Value.constant(0) : state.registers[a.base()];
    if (base == null || a.index() < 0) {
      return base == null ? null : base.plus(a.displacement());
    }
    Value index = state.registers[a.index()];
    if (index == null) {
      return null;
    }
    long offset = base.offset() + a.displacement();
    return index.isConstant()
        ? new Value(base.base(), offset + index.offset() * a.scale())
        : Value.indexed(base.base(), index, a.scale(), offset);
  }

  /** Loads eight bytes, which get a name if they have none. */
  Value load(State state, @Nullable Value address, long pc, long place) throws IOException {
    if (address == null) {
      return Value.defined(pc, place);
    }
    if (address.isFrame()) {
      Value value = state.slots.get(address.offset());
      if (value == null) {
        value = Value.defined(pc, place);
        state.slots.put(address.offset(), value);
      }
      return value;
    }
    Long number = address.isConstant() ? binary.constantWord(address.offset()) : null;
    if (number != null) {
      return Value.constant(number);
    }
    Value value = Value.defined(pc, place);
    if (address.base().depth() < Base.DEEPEST) {
      origins.put(value.base(), address);
    }
    return value;
  }

  /** Something is written to so many bytes of the frame. */
  static void wipe(State state, long offset, long size) {
    state.slots.forget(offset - 7, offset + size);
    state.bytes.forget(offset, offset + size);
  }

  /** Something is written to an operand in memory; gives its address. */
  @Nullable Value store(State state, Instruction x, int size) {
    Value address = address(state, x);
    if (address == null) {
      if (isWithinFrame(state, x)) {
        wipeAll(state);
      }
    } else if (address.isFrame()) {
      wipe(state, address.offset(), size);
    } else if (isElementOfFrame(address.base())) {
      facts.store(address.offset());
      if (facts.isObject(address.offset())) {
        wipe(state, address.offset(), facts.endOf(address.offset()) - address.offset());
      } else {
        wipeAll(state);
      }
    }
    return address;
  }

  private static boolean isElementOfFrame(Base base) {
    return base instanceof Base.Indexed x
        && (x.array() == Base.Frame.TOP || isElementOfFrame(x.array()) || x.index().isFrame());
  }

  /** Whether something somewhere in the frame is addressed, by an index that is not known. */
  private static boolean isWithinFrame(State state, Instruction x) {
    Address a = x.memory();
    return a != null && (isInFrame(state, a.base()) || isInFrame(state, a.index()));
  }

  static void wipeAll(State state) {
    state.slots.clear();
    state.bytes.clear();
  }

  private static boolean isInFrame(State state, int register) {
    Value value = register < 0 ? null : state.registers[register];
    return value != null && value.isFrame();
  }

  // ---- locks

  /** A lock is acquired, or released: so often at least, and at most. */
  void event(State state, Lock event, int least, int most) {
    Lock lock = event.at() == null ? Lock.unknown(event.kind()) : event;
    if (lock.at() != null && !state.held.containsKey(lock)) {
      lock = sameAs(state, lock);
    }
    if (log != null) {
      Range before = state.held.getOrDefault(lock, Range.NONE);
      Ahead ahead = new Ahead(event, least > 0);
      if ((least > 0 || before.least() + least < 0)
          && log.size() < MOST_AHEAD
          && !log.contains(ahead)) {
        log.add(ahead);
      }
    }
    state.add(lock, least, most);
  }

  /** Finds the same lock under another name. */
  private Lock sameAs(State state, Lock lock) {
    Value at = origins.canonical(lock.at());
    Value second = origins.canonical(lock.second());
    for (Lock other : state.held.keySet()) {
      if (other.kind() == lock.kind()
          && other.at() != null
          && Objects.equals(origins.canonical(other.at()), at)
          && Objects.equals(origins.canonical(other.second()), second)) {
        return other;
      }
    }
    return lock;
  }

  /** An address so many bytes lower; null where it is not known. */
  static @Nullable Value minus(@Nullable Value value, int bytes) {
    return value == null ? null : value.plus(-bytes);
  }

  /** A new list for what lies ahead. */
  static List<Ahead> newLog() {
    return new ArrayList<>();
  }
}
