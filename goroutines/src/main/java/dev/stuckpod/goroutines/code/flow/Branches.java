package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.state.Flag;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.state.Test;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;

/** Where a branch can go, and what it tells on either way. */
final class Branches {

  private static final int MOST_TOLD = 12;
  private static final int IF_ZERO = 4;
  private static final int IF_NOT_ZERO = 5;

  private final FunctionCode code;
  private final Next next;

  /** Goes on. */
  interface Next {
    /**
     * Goes on at a place.
     *
     * @param back pc of the jump that led back there; -1 where it led forward
     */
    void flow(long pc, State state, long back);
  }

  Branches(FunctionCode code, Next next) {
    this.code = code;
    this.next = next;
  }

  void take(State s, Instruction x) {
    if (code.callee(x) != null) { // out of the function
      next.flow(x.next(), s, -1);
      return;
    }
    int condition = x.opcode() & 15;
    boolean negated = (condition & 1) != 0;
    switch (s.flag) {
      case Flag.Attempt a when condition == IF_ZERO || condition == IF_NOT_ZERO -> attempt(s, x, a);
      case Flag.Known k when Test.isKind(condition) -> {
        Test test = new Test(8, Value.constant(0), condition >> 1, k.against());
        go(s, x, test.holds(k.number()) != negated);
      }
      case Flag.Compared c when Test.isKind(condition) -> {
        Test test = new Test(c.size(), c.value(), condition >> 1, c.against());
        Boolean told = s.told.get(test);
        if (told != null) {
          go(s, x, told != negated);
        } else if (s.told.size() < MOST_TOLD) {
          State taken = s.copy();
          State passed = s.copy();
          taken.told.put(test, !negated);
          passed.told.put(test, negated);
          both(x, taken, passed);
        } else {
          both(x, s, s);
        }
      }
      case null, default -> both(x, s, s);
    }
  }

  private void attempt(State s, Instruction x, Flag.Attempt a) {
    Lock lock = Lock.of(a.kind(), a.lock());
    State won = s.copy();
    won.add(lock, 1, 0);
    won.flag = null;
    State lost = s.copy();
    lost.add(lock, 0, -1);
    lost.flag = null;
    boolean takenIfZero = (x.opcode() & 15) == IF_ZERO;
    boolean takenIsWon = a.zeroIsTaken() == takenIfZero;
    both(x, takenIsWon ? won : lost, takenIsWon ? lost : won);
  }

  private void go(State s, Instruction x, boolean taken) {
    if (taken) {
      next.flow(x.target(), s, back(x));
    } else {
      next.flow(x.next(), s, -1);
    }
  }

  private void both(Instruction x, State taken, State passed) {
    next.flow(x.target(), taken, back(x));
    next.flow(x.next(), passed, -1);
  }

  private static long back(Instruction x) {
    return x.immediate() < 0 ? x.pc() : -1;
  }
}
