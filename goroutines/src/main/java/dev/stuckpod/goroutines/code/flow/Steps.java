package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.FunctionCode.Link;
import dev.stuckpod.goroutines.code.state.Flag;
import dev.stuckpod.goroutines.code.state.Pending;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one instruction changes, but for calls and jumps: moves, the stack, atomic instructions.
 * What is not followed makes unknown whatever it writes to.
 */
final class Steps {

  private final Context context;
  private final Arithmetic arithmetic;
  private final ExtendedSteps extended;

  Steps(Context context) {
    this.context = context;
    arithmetic = new Arithmetic(context);
    extended = new ExtendedSteps(context);
  }

  void step(State s, Instruction x) throws IOException {
    if (x.has(Instruction.LOCK)) {
      atomic(s, x);
    } else if (x.map() == Instruction.PLAIN) {
      plain(s, x);
    } else {
      extended.step(s, x);
    }
  }

  private void plain(State s, Instruction x) throws IOException {
    int op = x.opcode();
    boolean isShort = x.has(Instruction.SHORT);
    if ((op == 0x89 || op == 0x8b || op == 0x8d) && !isShort) {
      move(s, x);
    } else if (op >> 3 == 0x17) { // mov $, r
      s.registers[x.rm()] = isShort ? null : number(x);
    } else if (op == 0xc7) {
      moveNumber(s, x);
    } else if (op == 0x88 || op == 0x8a) {
      moveByte(s, x);
    } else if (op == 0xc6 && x.memory() != null) {
      Value number = Value.constant(x.immediate() & 0xff);
      storeByte(s, x, number);
    } else if (op >> 3 == 0x0a) { // push
      push(s, s.registers[x.rm()]);
    } else if (op >> 3 == 0x0b) { // pop
      pop(s, x.rm());
    } else if (isStackOperation(x)) {
      s.registers[Registers.SP] = null;
      Context.wipeAll(s);
    } else if (op == 0xa4 || op == 0xa5 || op == 0xaa || op == 0xab) {
      string(s, x);
    } else if (!isIdle(x)) {
      arithmetic.step(s, x);
    }
  }

  /** Whether this moves the stack pointer in a way that Go's compiler does not use. */
  private static boolean isStackOperation(Instruction x) {
    return switch (x.opcode()) {
      case 0x68, 0x6a, 0x8f, 0x9c, 0x9d, 0xc8, 0xc9 -> true;
      case 0xff -> x.digit() == 6;
      default -> false;
    };
  }

  private static boolean isIdle(Instruction x) {
    return x.opcode() == 0x90 || x.opcode() == 0x87 && x.isBetweenRegisters() && x.reg() == x.rm();
  }

  private static Value number(Instruction x) {
    return Value.constant(x.isWide() ? x.immediate() : x.immediate() & 0xffffffffL);
  }

  private void move(State s, Instruction x) throws IOException {
    if (x.opcode() == 0x8d) {
      loadAddress(s, x);
    } else if (x.isBetweenRegisters()) {
      int from = x.opcode() == 0x89 ? x.reg() : x.rm();
      int to = x.opcode() == 0x89 ? x.rm() : x.reg();
      Value value = s.registers[from];
      s.registers[to] =
          value == null || x.isWide() || !value.isConstant()
              ? value
              : Value.constant(value.offset() & 0xffffffffL);
    } else if (x.opcode() == 0x89) {
      store(s, x);
    } else {
      load(s, x);
    }
  }

  private void store(State s, Instruction x) {
    Value value = s.registers[x.reg()];
    Value address = context.store(s, x, x.isWide() ? 8 : 4);
    if (!x.isWide()) {
      return;
    }
    if (address != null && address.isFrame()) {
      s.slots.put(address.offset(), value);
      return;
    }
    if (x.memory() != null) {
      context.facts().store(x.memory().displacement());
    }
    if (address != null && value != null) {
      context.facts().store(address, value);
    }
  }

  private void load(State s, Instruction x) throws IOException {
    if (x.isWide()) {
      Value address = context.address(s, x);
      if (address == null || !address.isFrame() || s.slots.get(address.offset()) == null) {
        context.forget(s, x.pc());
        address = context.address(s, x);
      }
      s.registers[x.reg()] = context.load(s, address, x.pc(), Place.register(0));
    } else {
      context.forget(s, x.pc());
      s.registers[x.reg()] = Value.defined(x.pc(), Place.register(0));
    }
  }

  private void loadAddress(State s, Instruction x) {
    Value address = context.address(s, x);
    if (address == null) {
      context.forget(s, x.pc());
      address = Value.defined(x.pc(), Place.register(0));
    } else if (address.isFrame()) {
      Value sp = s.registers[Registers.SP];
      // below the stack pointer: the check of the stack of a large frame
      if (sp != null && sp.isFrame() && address.offset() >= sp.offset()) {
        context.facts().take(address.offset());
      }
    }
    s.registers[x.reg()] = address;
  }

  private void moveNumber(State s, Instruction x) {
    if (x.isBetweenRegisters()) {
      s.registers[x.rm()] = number(x);
      return;
    }
    Value address = context.store(s, x, x.isWide() ? 8 : 4);
    if (address != null && address.isFrame() && x.isWide()) {
      s.slots.put(address.offset(), Value.constant(x.immediate()));
    }
  }

  private void moveByte(State s, Instruction x) {
    if (x.isBetweenRegisters()) {
      s.registers[x.opcode() == 0x88 ? x.rm() : x.reg()] = null;
    } else if (x.opcode() == 0x88) {
      storeByte(s, x, s.registers[x.reg()]);
    } else {
      Value address = context.address(s, x);
      s.registers[x.reg()] =
          address != null && address.isFrame() ? s.bytes.get(address.offset()) : null;
    }
  }

  private void storeByte(State s, Instruction x, @Nullable Value value) {
    Value address = context.store(s, x, 1);
    if (address == null || !address.isFrame()) {
      return;
    }
    int mask = context.code().mask();
    if (mask != 0 && address.offset() == mask) {
      s.pending =
          value != null && value.isConstant() ? Pending.of((int) value.offset() & 0xff) : null;
    }
    s.bytes.put(address.offset(), value);
  }

  private static void push(State s, @Nullable Value value) {
    Value sp = s.registers[Registers.SP];
    if (sp != null) {
      sp = sp.plus(-8);
      s.registers[Registers.SP] = sp;
      if (sp.isFrame()) {
        Context.wipe(s, sp.offset(), 8);
        s.slots.put(sp.offset(), value);
      }
    }
  }

  private static void pop(State s, int register) {
    Value sp = s.registers[Registers.SP];
    s.registers[register] = null;
    if (sp != null) {
      s.registers[Registers.SP] = sp.plus(8);
    }
  }

  private static void string(State s, Instruction x) {
    Value to = s.registers[Registers.DI];
    boolean repeats = x.has(Instruction.REPEAT);
    if (to != null && to.isFrame()) {
      Value count = repeats ? s.registers[Registers.CX] : Value.constant(1);
      long size = count != null && count.isConstant() ? count.offset() * 8 : Integer.MAX_VALUE;
      Context.wipe(s, to.offset(), size);
    }
    s.registers[Registers.DI] = null;
    if (repeats) {
      s.registers[Registers.CX] = null;
    }
    if (x.opcode() <= 0xa5) {
      s.registers[Registers.SI] = null;
    }
  }

  private void atomic(State s, Instruction x) {
    Link link = context.code().links().get(x.pc());
    if (link != null) {
      Value address = context.address(s, x);
      Value lock = Context.minus(address, link.path().word());
      Kind kind = link.path().kind();
      if (link.call() == 0) { // an attempt, held if the exchange succeeds
        s.add(Lock.of(kind, lock), 0, 1);
        s.flag = new Flag.Attempt(kind, lock, true);
        s.registers[Registers.AX] = null;
        return;
      }
      int change = link.path().change();
      context.event(s, Lock.of(kind, lock), change, change);
    }
    context.store(s, x, 8);
    if (x.map() == Instruction.EXTENDED) {
      switch (x.opcode()) {
        case 0xc1, 0xc0 -> s.registers[x.reg()] = null;
        case 0xb1, 0xb0 -> s.registers[Registers.AX] = null;
        case 0xc7 -> {
          s.registers[Registers.AX] = null;
          s.registers[Registers.DX] = null;
        }
        default -> {}
      }
    } else if (x.map() == Instruction.PLAIN && x.opcode() >> 1 == 0x43) { // xchg
      s.registers[x.reg()] = null;
    }
    s.flag = null;
  }
}
