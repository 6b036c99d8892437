package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.state.Flag;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.state.Test;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;
import org.jspecify.annotations.Nullable;

/** What instructions with one-byte opcodes compute, and what they compare. */
final class Arithmetic {

  private static final int ADD = 0;
  private static final int OR = 1;
  private static final int AND = 4;
  private static final int SUBTRACT = 5;
  private static final int EXCLUSIVE_OR = 6;
  private static final int COMPARE = 7;

  private final Context context;

  Arithmetic(Context context) {
    this.context = context;
  }

  void step(State s, Instruction x) {
    int op = x.opcode();
    if (!compares(s, x) && !computes(s, x)) {
      other(s, x, (op & 1) == 0 ? 1 : x.isWide() ? 8 : x.has(Instruction.SHORT) ? 2 : 4);
    }
  }

  private boolean compares(State s, Instruction x) {
    int op = x.opcode();
    boolean registers = x.isBetweenRegisters();
    Value known = op == 0xa8 ? s.registers[Registers.AX] : registers ? s.registers[x.rm()] : null;
    if (op == 0xa8 || op == 0xf6 && x.digit() == 0 && registers) { // test $
      s.flag =
          known != null && known.isConstant()
              ? new Flag.Known(known.offset() & x.immediate() & 0xff, 0)
              : null;
    } else if ((op == 0x84 || op == 0x85) && registers && x.reg() == x.rm()) { // test r, r
      s.flag = compared(known, 0, op == 0x84 ? 1 : x.isWide() ? 8 : 4);
    } else if (op == 0x80 && x.digit() == COMPARE) {
      Value address = registers ? null : context.address(s, x);
      Value value = address != null && address.isFrame() ? s.bytes().get(address.offset()) : known;
      s.flag = compared(value, x.immediate(), 1);
    } else {
      return false;
    }
    return true;
  }

  static @Nullable Flag compared(@Nullable Value value, long against, int size) {
    if (value == null) {
      return null;
    }
    if (value.isConstant()) {
      return new Flag.Known(value.offset(), against);
    }
    if (value.base() instanceof Base.Tried t) {
      return against == 0 ? new Flag.Attempt(t.kind(), t.lock(), false) : null;
    }
    return new Flag.Compared(value, against, size);
  }

  private boolean computes(State s, Instruction x) {
    int op = x.opcode();
    boolean registers = x.isBetweenRegisters();
    if ((op == 0x31 || op == 0x33) && registers && x.reg() == x.rm()) {
      s.registers[x.rm()] = Value.constant(0);
    } else if (op == 0x81 || op == 0x83) {
      withNumber(s, x);
    } else if ((op == 0x01 || op == 0x03) && registers && x.isWide()) {
      int to = op == 0x01 ? x.rm() : x.reg();
      Value a = s.registers[to];
      Value b = s.registers[op == 0x01 ? x.reg() : x.rm()];
      s.registers[to] = a == null || b == null ? null : a.plus(b);
    } else if (op == 0xff && registers && x.digit() < 2 && x.isWide()) {
      Value value = s.registers[x.rm()];
      s.registers[x.rm()] = value == null ? null : value.plus(x.digit() == 0 ? 1 : -1);
    } else if ((op == 0x69 || op == 0x6b) && registers && x.isWide()) {
      Value value = s.registers[x.rm()];
      s.registers[x.reg()] = value == null ? null : value.times((int) x.immediate());
    } else if (op == 0xc1 && registers && x.digit() == 4 && x.isWide() && x.immediate() < 31) {
      Value value = s.registers[x.rm()];
      s.registers[x.rm()] = value == null ? null : value.times(1 << x.immediate());
    } else {
      return false;
    }
    s.flag = null;
    return true;
  }

  private void withNumber(State s, Instruction x) {
    int what = x.digit();
    if (what == COMPARE) {
      return;
    }
    if (x.memory() != null) {
      context.store(s, x, x.isWide() ? 8 : 4);
      return;
    }
    Value value = s.registers[x.rm()];
    s.registers[x.rm()] = value == null ? null : computed(s, x, what, value);
  }

  private static @Nullable Value computed(State s, Instruction x, int what, Value value) {
    long number = x.immediate();
    if (what == EXCLUSIVE_OR && number == 1) { // !b, where b is known from a branch
      Boolean isZero = s.told.get(Test.isZero(value));
      if (isZero != null) {
        return Value.constant(isZero ? 1 : 0);
      }
    }
    if (!x.isWide() && !value.isConstant()) {
      return null;
    }
    Value result =
        switch (what) {
          case ADD -> value.plus(number);
          case SUBTRACT -> value.plus(-number);
          case OR -> value.isConstant() ? Value.constant(value.offset() | number) : null;
          case AND -> value.isConstant() ? Value.constant(value.offset() & number) : null;
          default -> null;
        };
    return result == null || x.isWide() ? result : Value.constant(result.offset() & 0xffffffffL);
  }

  private void other(State s, Instruction x, int size) {
    int op = x.opcode();
    s.flag = null;
    if (op < 0x40 && (op & 7) < 6) {
      if (op >> 3 == COMPARE) {
        return;
      }
      if ((op & 7) >= 4) {
        s.registers[Registers.AX] = null;
      } else if ((op & 2) != 0) {
        s.registers[x.reg()] = null;
      } else {
        written(s, x, size);
      }
      return;
    }
    switch (op) {
      case 0x63, 0x69, 0x6b, 0x8a, 0x8b, 0x8d -> s.registers[x.reg()] = null;
      case 0x84, 0x85, 0xa8, 0xa9 -> {}
      case 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97 -> {
        s.registers[Registers.AX] = null;
        s.registers[x.rm()] = null;
      }
      case 0x98 -> s.registers[Registers.AX] = null;
      case 0x99 -> s.registers[Registers.DX] = null;
      case 0xf6, 0xf7 -> {
        if (x.digit() >= 4) { // mul, div
          s.registers[Registers.AX] = null;
          s.registers[Registers.DX] = null;
        } else if (x.digit() >= 2) {
          written(s, x, size);
        }
      }
      case 0x80 -> written(s, x, size);
      case 0x86, 0x87 -> {
        written(s, x, size);
        s.registers[x.reg()] = null;
      }
      default -> {
        if (x.has(Instruction.MODRM)) {
          written(s, x, op >= 0xd8 && op <= 0xdf ? 16 : size);
        }
      }
    }
  }

  private void written(State s, Instruction x, int size) {
    if (x.memory() == null) {
      s.registers[x.rm()] = null;
    } else {
      context.store(s, x, size);
    }
  }
}
