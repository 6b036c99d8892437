package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.DuffSizes;
import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.LockFunctions;
import dev.stuckpod.goroutines.code.program.LockFunctions.SlowPath;
import dev.stuckpod.goroutines.code.state.Facts.Guard;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Address;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls change: locks, registers, what they may have written to. */
final class Calls {

  /** The first method of an interface is so far from its itab's beginning; the second follows. */
  private static final int FIRST_METHOD = 24;

  private static final int SECOND_METHOD = 32;
  private static final int LARGEST_CLOSURE = 72;
  private static final int MOST_DONE = -4;

  private final Context context;
  private final Summaries summaries;
  private final DuffSizes duff;

  /** Tells what calls of functions change. */
  interface Summaries {
    List<Effect> of(Function callee, FunctionCode caller) throws IOException, MalformedException;
  }

  Calls(Context context, Summaries summaries) {
    this.context = context;
    this.summaries = summaries;
    this.duff = new DuffSizes(context.binary());
  }

  /** Calls a function that the instruction names. */
  void direct(State s, Instruction x) throws IOException, MalformedException {
    call(s, x, x.target());
  }

  /** Calls a function that a register or memory names. */
  void indirect(State s, Instruction x) throws IOException, MalformedException {
    call(s, x, target(s, x));
  }

  private void call(State s, Instruction x, long target) throws IOException, MalformedException {
    String name = target == 0 ? "" : context.binary().name(target);
    if (name.startsWith("runtime.") && ofRuntime(s, x, name, target)) {
      return;
    }
    context.forget(s, x.pc());
    Value first = s.registers[Registers.AX];
    Kind attempt = LockFunctions.attempt(name);
    if (attempt == null) {
      takeEffect(s, x, name, target, first);
    }
    forgetTaken(s);
    clobber(s, x.pc());
    if (attempt != null) {
      s.add(Lock.of(attempt, first), 0, 1);
      s.registers[Registers.AX] = new Value(new Base.Tried(attempt, first), 0);
    }
  }

  /** Handles what the runtime is called for; true where it keeps registers. */
  private boolean ofRuntime(State s, Instruction x, String name, long target)
      throws IOException, MalformedException {
    if (name.startsWith("runtime.gcWriteBarrier")) {
      s.registers[Registers.R11] = null;
      return true;
    }
    if (name.startsWith("runtime.duff")) {
      Value to = s.registers[Registers.DI];
      if (to != null && to.isFrame()) {
        Context.wipe(s, to.offset(), duff.size(target));
      }
      s.registers[Registers.DI] = null;
      s.registers[Registers.SI] = null;
      return true;
    }
    if (name.startsWith("runtime.deferproc")) {
      Value closure = s.registers[Registers.AX];
      if (name.equals("runtime.deferproc") && closure != null) {
        context.facts().guard(x.next(), captured(s, closure));
      }
      s.pending = s.pending == null ? null : s.pending.and(x.next());
    }
    return false;
  }

  /** Finds the locks that a closure has captured and that are held. */
  private Set<Guard> captured(State s, Value closure) {
    Set<Guard> found = new HashSet<>();
    for (int offset = 8; offset < LARGEST_CLOSURE; offset += 8) {
      Value word = context.facts().stored(closure.plus(offset));
      for (Map.Entry<Lock, Range> e : s.held.entrySet()) {
        if (word != null && word.equals(e.getKey().at()) && e.getValue().least() > 0) {
          found.add(new Guard(offset, e.getKey().kind()));
        }
      }
    }
    return found;
  }

  private void takeEffect(State s, Instruction x, String name, long target, @Nullable Value first)
      throws IOException, MalformedException {
    LockFunctions.Effect effect = LockFunctions.effect(name);
    SlowPath slow = LockFunctions.slowPath(name);
    if (effect != null) {
      context.event(s, Lock.of(effect.kind(), first), effect.change(), effect.change());
    } else if (LockFunctions.isAdd(name)) {
      Value count = s.registers[Registers.BX];
      if (count != null && count.isConstant() && count.offset() < 0) {
        int change = (int) Math.max(count.offset(), MOST_DONE + 1);
        context.event(s, Lock.of(Kind.COUNT, first), change, change);
      }
    } else if (slow != null) {
      if (!context.code().isSlowPath(x.pc()) && !name.contains("Semacquire")) {
        Value lock = Context.minus(first, slow.argument());
        context.event(s, Lock.of(slow.kind(), lock), slow.change(), slow.change());
      }
    } else if (target != 0) {
      Function f = context.binary().at(target);
      if (f != null && f.entry() == target && !LockFunctions.isLock(name)) {
        ofCallee(s, x, summaries.of(f, context.code()));
      }
    } else {
      Lock open = openLock(s, x);
      if (open != null) {
        int change = open.kind() == Kind.INTERFACE && isSecond(s, x) ? -1 : 1;
        context.event(s, open, change, change);
      }
    }
  }

  private void ofCallee(State s, Instruction x, List<Effect> effects) throws IOException {
    for (int i = 0; i < effects.size(); i++) {
      Effect e = effects.get(i);
      Value at = here(s, e.lock().at(), x.pc(), 2 * i, 0);
      Value second = here(s, e.lock().second(), x.pc(), 2 * i + 1, 0);
      context.event(
          s, new Lock(e.lock().kind(), at, second), e.change().least(), e.change().most());
    }
  }

  /** Gives a callee's value in terms of the caller; null where it is not known. */
  private @Nullable Value here(State s, @Nullable Value value, long pc, int effect, int depth)
      throws IOException {
    if (value == null || value.isConstant()) {
      return value;
    }
    if (value.base() instanceof Base.Entry e) {
      Value now = s.registers[e.register()];
      return now == null ? null : now.plus(value.offset());
    }
    if (value.base() instanceof Base.Loaded l) {
      Value from = here(s, l.from(), pc, effect, depth + 1);
      return from == null
          ? null
          : context.load(s, from, pc, Place.ofCallee(effect, depth)).plus(value.offset());
    }
    return null;
  }

  /** Gives what a call through an interface or of a closure may lock; null for others. */
  @Nullable Lock openLock(State s, Instruction x) {
    Value from = source(s, x);
    Value first = s.registers[Registers.AX];
    if (from == null) {
      return null;
    }
    boolean isMethod = from.offset() == FIRST_METHOD || from.offset() == SECOND_METHOD;
    if (isMethod && first != null) {
      return new Lock(Kind.INTERFACE, new Value(from.base(), 0), first);
    }
    return Objects.equals(from, s.registers[Registers.DX])
        ? new Lock(Kind.CLOSURE, from, first)
        : null;
  }

  /** Whether a call through an interface is one of its second method. */
  boolean isSecond(State s, Instruction x) {
    Value from = source(s, x);
    return from != null && from.offset() == SECOND_METHOD;
  }

  /** Gives where the address that is called was loaded from. */
  private @Nullable Value source(State s, Instruction x) {
    if (x.memory() != null) {
      return context.address(s, x);
    }
    Value target = s.registers[x.rm()];
    return target == null || target.offset() != 0
        ? null
        : context.facts().origins().of(target.base());
  }

  /** Gives the function that is called, where the code alone tells it; 0 for none. */
  private long target(State s, Instruction x) throws IOException, MalformedException {
    Long target = null;
    if (x.memory() == null) {
      Value value = s.registers[x.rm()];
      target = value != null && value.isConstant() ? value.offset() : null;
    } else {
      Address a = x.memory();
      Value address = a.base() < 0 && a.index() >= 0 ? null : context.address(s, x);
      if (address != null && address.isConstant()) {
        target = context.binary().constantWord(address.offset());
      }
    }
    return target != null && target != 0 && context.binary().at(target) != null ? target : 0;
  }

  /** What a pointer is handed on to may be written to; a closure on the stack is not. */
  private void forgetTaken(State s) {
    for (Map.Entry<Long, Long> e : context.facts().taken().entrySet()) {
      Value start = s.slots.get(e.getKey());
      if (start == null || !start.isConstant() || !context.binary().isCode(start.offset())) {
        s.slots.forget(e.getKey(), e.getValue());
        s.bytes.forget(e.getKey(), e.getValue());
      }
    }
  }

  private static void clobber(State s, long pc) {
    for (int i = 0; i < State.REGISTERS; i++) {
      if (i != Registers.SP && i != Registers.BP && i != Registers.R14) {
        s.registers[i] = null;
      }
    }
    for (int i : Registers.results()) {
      s.registers[i] = Value.defined(pc, Place.register(i));
    }
    s.flag = null;
  }

  /** Forgets what the deferred calls release that a function makes as it returns. */
  static void deferReturn(State s) {
    s.held.replaceAll((_, r) -> r.most() > 0 ? new Range(Math.min(r.least(), 0), 0) : r);
  }
}
