package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.LockFunctions;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.state.Test;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Origins;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a call will return: nothing is held but what it waits for, and what is known
 * now has other names than what the same instructions will define ahead.
 */
final class Returning {

  private final FunctionCode code;
  private final Origins origins;
  private final Calls calls;

  Returning(Binary binary, FunctionCode code, Facts facts, Calls.Summaries summaries) {
    this.code = code;
    this.origins = facts.origins();
    this.calls = new Calls(new Context(binary, code, facts, null), summaries);
  }

  State state(Reached from) {
    State s = from.state().copy();
    s.held.clear();
    Lock awaited = awaited(s, from.at());
    if (awaited != null) {
      s.held.put(
          new Lock(awaited.kind(), earlier(awaited.at()), earlier(awaited.second())),
          new Range(1, 1));
    }
    for (int i = 0; i < State.REGISTERS; i++) {
      boolean kept = i == Registers.SP || i == Registers.BP || i == Registers.R14;
      s.registers[i] = kept ? earlier(s.registers[i]) : null;
    }
    for (int i : Registers.results()) {
      s.registers[i] = Value.defined(from.at().pc(), Place.register(i));
    }
    s.slots.replaceAll(this::earlier);
    s.bytes.replaceAll(this::earlier);
    var told = new LinkedHashMap<>(s.told);
    s.told.clear();
    told.forEach(
        (test, answer) -> {
          Value value = earlier(test.value());
          if (value != null) {
            s.told.put(new Test(test.size(), value, test.condition(), test.against()), answer);
          }
        });
    s.flag = null;
    return s;
  }

  /** What the call that it is in is acquiring; null for nothing. */
  private @Nullable Lock awaited(State s, Instruction x) {
    Value first = s.registers[Registers.AX];
    var path = code.acquiring(x.pc());
    if (path != null) {
      return first == null ? null : Lock.of(path.kind(), first.plus(-path.argument()));
    }
    String callee = code.callee(x);
    LockFunctions.Effect effect = callee == null ? null : LockFunctions.effect(callee);
    if (effect != null) {
      return effect.change() > 0 ? Lock.of(effect.kind(), first) : null;
    }
    Lock open = x.isIndirectCall() ? calls.openLock(s, x) : null;
    return open != null && open.kind() == Kind.INTERFACE && !calls.isSecond(s, x) ? open : null;
  }

  private @Nullable Value earlier(@Nullable Value value) {
    if (value == null || !value.isNamed()) {
      return value;
    }
    return switch (value.base()) {
      case Base.Indexed x -> {
        Value array = earlier(new Value(x.array(), 0));
        Value index = earlier(x.index());
        yield array == null || index == null
            ? null
            : Value.indexed(array.base(), index, x.scale(), value.offset());
      }
      case Base.Tried t -> new Value(new Base.Tried(t.kind(), earlier(t.lock())), value.offset());
      default -> {
        Base wrapped = new Base.Earlier(value.base());
        Value origin = origins.of(value.base());
        if (origin != null && origins.of(wrapped) == null) {
          Value before = earlier(origin);
          if (before != null) {
            origins.put(wrapped, before);
          }
        }
        yield new Value(wrapped, value.offset());
      }
    };
  }
}
