package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.state.Flag;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;

/** What instructions with longer opcodes change: bytes, flags, vectors. */
final class ExtendedSteps {

  /** The register that Go keeps zero. */
  private static final int ZERO_VECTOR = 15;

  private static final int VECTOR_38 = Instruction.VECTOR + Instruction.EXTENDED_38;
  private static final int VECTOR_3A = Instruction.VECTOR + Instruction.EXTENDED_3A;

  private final Context context;

  ExtendedSteps(Context context) {
    this.context = context;
  }

  void step(State s, Instruction x) {
    if (x.map() == Instruction.EXTENDED) {
      extended(s, x);
    } else if (x.map() < Instruction.VECTOR) {
      longer(s, x);
    } else {
      vector(s, x);
    }
  }

  private void extended(State s, Instruction x) {
    int op = x.opcode();
    switch (op) {
      case 0x90,
          0x91,
          0x92,
          0x93,
          0x94,
          0x95,
          0x96,
          0x97,
          0x98,
          0x99,
          0x9a,
          0x9b,
          0x9c,
          0x9d,
          0x9e,
          0x9f ->
          setByte(s, x);
      case 0xb6 -> loadByte(s, x);
      case 0x11, 0x29, 0x7f, 0xd6, 0xe7, 0x2b, 0xc3 -> storeVector(s, x, 16);
      case 0x13, 0x17, 0x7e -> {
        if (x.memory() != null) {
          storeVector(s, x, 8);
        } else {
          s.registers[x.rm()] = null;
          s.registers[x.reg()] = null;
        }
      }
      case 0x0d, 0x18, 0x19, 0x1e, 0x1f -> {} // hints
      case 0xa3, 0x2e, 0x2f -> s.flag = null;
      case 0xba -> {
        s.flag = null;
        if (x.digit() > 4) { // all but the test
          written(s, x);
        }
      }
      case 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf -> {
        s.registers[op & 7] = null;
        s.registers[op & 7 | 8] = null;
      }
      case 0x50, 0xd7, 0xc5 -> {
        if (x.memory() == null) {
          s.registers[x.rm()] = null;
          s.registers[x.reg()] = null;
        }
      }
      case 0x01, 0x05, 0x31, 0x32, 0xa2 -> {
        for (int i = 0; i <= Registers.BX; i++) {
          s.registers[i] = null;
        }
        s.registers[Registers.R11] = null;
      }
      case 0xb7, 0xbe, 0xbf, 0x2c, 0x2d -> s.registers[x.reg()] = null;
      case 0xaf, 0xb8, 0xbc, 0xbd -> {
        s.registers[x.reg()] = null;
        s.flag = null;
      }
      case 0xa4, 0xa5, 0xab, 0xac, 0xad, 0xae, 0xb0, 0xb1, 0xb3, 0xbb, 0xc0, 0xc1, 0xc7 -> {
        written(s, x);
        s.registers[x.reg()] = null;
        s.registers[Registers.AX] = op == 0xb0 || op == 0xb1 ? null : s.registers[Registers.AX];
        s.flag = null;
      }
      default -> {
        if (op >> 4 == 4) { // cmov
          s.registers[x.reg()] = null;
        }
      }
    }
  }

  private void setByte(State s, Instruction x) {
    if (x.memory() != null) {
      context.store(s, x, 1);
      return;
    }
    s.registers[x.rm()] =
        x.opcode() == 0x94 && s.flag instanceof Flag.Attempt a && a.zeroIsTaken()
            ? new Value(new Base.Tried(a.kind(), a.lock()), 0)
            : null;
  }

  private void loadByte(State s, Instruction x) {
    if (x.memory() == null) {
      Value value = s.registers[x.rm()];
      s.registers[x.reg()] =
          value != null && value.isConstant() ? Value.constant(value.offset() & 0xff) : value;
      return;
    }
    Value address = context.address(s, x);
    Value value = address != null && address.isFrame() ? s.bytes().get(address.offset()) : null;
    if (value == null) {
      context.forget(s, x.pc());
      value = Value.defined(x.pc(), Place.register(0));
    }
    s.registers[x.reg()] = value;
    if (address != null && address.isFrame() && value.base() instanceof Base.Defined) {
      s.bytes.put(address.offset(), value);
    }
  }

  private void written(State s, Instruction x) {
    if (x.memory() == null) {
      s.registers[x.rm()] = null;
    } else {
      context.store(s, x, 8);
    }
  }

  /** Words that are not zero may be pointers to what a field shall point to from now on. */
  private void storeVector(State s, Instruction x, int size) {
    if (x.memory() == null) {
      return;
    }
    Value address = context.store(s, x, size);
    if (x.reg() != ZERO_VECTOR && (address == null || !address.isFrame())) {
      for (int i = 0; i < size; i += 8) {
        context.facts().store(x.memory().displacement() + i);
      }
    }
  }

  private void longer(State s, Instruction x) {
    int op = x.opcode();
    boolean computes = x.map() == Instruction.EXTENDED_38 ? op >= 0xf0 : op == 0xf0;
    if (computes) {
      s.registers[x.reg()] = null;
      s.flag = null;
    }
    if (x.map() == Instruction.EXTENDED_3A && x.memory() == null) {
      s.registers[x.rm()] = null;
    }
    if (x.memory() != null && (x.map() == Instruction.EXTENDED_3A || op == 0xf1)) {
      context.store(s, x, 8);
    }
  }

  private void vector(State s, Instruction x) {
    int op = x.opcode();
    boolean basic = x.map() == Instruction.VECTOR + Instruction.EXTENDED;
    boolean stores = basic && isStore(op) || x.map() == VECTOR_3A && op < 0x40;
    if (x.memory() != null && (stores || x.has(Instruction.STRANGE_ADDRESS))) {
      // the offset of an EVEX address is scaled, so it may be anywhere in the frame
      context.store(s, x, 64);
      for (int i = 0; i < 64; i += 8) {
        context.facts().store(x.memory().displacement() + i);
      }
    }
    boolean toRegister = op == 0x2c || op == 0x2d || op == 0x50 || op == 0xd7 || op == 0xc5;
    if (basic ? toRegister || op == 0x7e || op == 0x93 : op >= 0xf0) {
      s.registers[x.reg()] = null;
      s.flag = null;
    }
    if (x.memory() == null && (basic && op == 0x7e || x.map() == VECTOR_3A && op < 0x20)) {
      s.registers[x.rm()] = null;
    }
    if (x.map() == VECTOR_38 && (op == 0xf3 || op == 0xf6) && x.also() >= 0) {
      s.registers[x.also()] = null;
      s.flag = null;
    }
    if (x.map() != VECTOR_38 && x.map() != VECTOR_3A && !basic) {
      s.flag = null;
    }
  }

  private static boolean isStore(int op) {
    return switch (op) {
      case 0x11, 0x13, 0x17, 0x29, 0x2b, 0x7e, 0x7f, 0xd6, 0xe7 -> true;
      default -> false;
    };
  }
}
