package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.state.Cells;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a value to a number: where a place of the frame must hold it, else what the caller's
 * register was at the call, else what the field now holds that it was loaded from. Never through a
 * place that the collector looks at no more: the memory may have been freed and used anew.
 */
final class Numbers {

  private static final int DEEPEST = 8;

  /** asyncPreempt saves registers at its stack pointer, in this order. */
  private static final List<Integer> SAVED =
      List.of(0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

  private final Binary binary;
  private final Sight sight;
  private final LiveSlots live;
  private final Ways ways;

  Numbers(Binary binary, Sight sight, LiveSlots live, Ways ways) {
    this.binary = binary;
    this.sight = sight;
    this.live = live;
    this.ways = ways;
  }

  Binary binary() {
    return binary;
  }

  /**
   * Works out what a value is.
   *
   * @param anyPlace whether a place need not be alive: for what is no pointer
   * @param ahead whether the value is of code that lies ahead: what that defines is in no place yet
   * @return null where it is not known
   */
  @Nullable Known of(
      int frame, @Nullable Value value, State state, Facts facts, boolean anyPlace, boolean ahead)
      throws IOException, MalformedException {
    return new One(frame, state, facts, ahead).number(value, anyPlace, 0);
  }

  /** A number that several places hold, if all hold the same. */
  private static final class Same {

    private boolean found;
    private boolean differs;
    private long number;

    boolean isEmpty() {
      return !found;
    }

    void add(long one) {
      differs |= found && one != number;
      found = true;
      number = one;
    }
  }

  /** One frame's values, on one way. */
  private final class One {

    private final int frame;
    private final State state;
    private final Facts facts;
    private final boolean ahead;

    One(int frame, State state, Facts facts, boolean ahead) {
      this.frame = frame;
      this.state = state;
      this.facts = facts;
      this.ahead = ahead;
    }

    @Nullable Known number(@Nullable Value value, boolean anyPlace, int depth)
        throws IOException, MalformedException {
      if (value == null || depth > DEEPEST) {
        return null;
      }
      if (value.isConstant()) {
        return new Known(value.offset(), Known.LIVE);
      }
      if (value.isFrame()) {
        return new Known(sight.top(frame) + value.offset(), Known.LIVE);
      }
      Same alive = new Same();
      Same dead = new Same();
      Base now = nameOfNow(value.base());
      if (now != null) {
        places(now, anyPlace, alive, dead);
        if (alive.isEmpty() && dead.isEmpty()) {
          saved(now, alive);
        }
      }
      if ((alive.isEmpty() ? dead : alive).differs) {
        return null;
      }
      if (!alive.isEmpty()) {
        return new Known(alive.number + value.offset(), Known.LIVE);
      }
      Known other = elsewhere(value.base(), depth);
      if (other != null && (other.quality() < Known.DEAD || dead.isEmpty())) {
        return other.plus(value.offset());
      }
      return dead.isEmpty() ? null : new Known(dead.number + value.offset(), Known.DEAD);
    }

    /** What code ahead will define is in no place yet. */
    private @Nullable Base nameOfNow(Base base) {
      return ahead ? withoutEarlier(base) : base;
    }

    private static @Nullable Base withoutEarlier(Base base) {
      return switch (base) {
        case Base.Earlier e -> e.base();
        case Base.Indexed x -> {
          Base array = withoutEarlier(x.array());
          Base index = withoutEarlier(x.index().base());
          yield array == null || index == null
              ? null
              : new Base.Indexed(array, new Value(index, x.index().offset()), x.scale());
        }
        case Base.Defined _, Base.Tried _, Base.Loaded _ -> null;
        default -> base;
      };
    }

    private void places(Base name, boolean anyPlace, Same alive, Same dead)
        throws IOException, MalformedException {
      Cells slots = state.slots();
      for (int i = 0; i < slots.size(); i++) {
        if (slots.value(i).base().equals(name)) {
          Long word = sight.word(sight.top(frame) + slots.offset(i));
          if (word != null) {
            boolean counts = anyPlace || isLive(slots.offset(i));
            (counts ? alive : dead).add(word - slots.value(i).offset());
          }
        }
      }
    }

    /** A goroutine that was interrupted has all registers on its stack. */
    private void saved(Base name, Same found) throws IOException {
      if (!sight.isExact(frame) || !sight.name(frame - 1).equals("runtime.asyncPreempt")) {
        return;
      }
      for (int i = 0; i < SAVED.size(); i++) {
        Value value = state.register(SAVED.get(i));
        if (value != null && value.base().equals(name)) {
          Long word = sight.word(sight.sp(frame - 1) + 8L * i);
          if (word != null) {
            found.add(word - value.offset());
          }
        }
      }
    }

    private boolean isLive(int offset) throws IOException, MalformedException {
      if (isLiveSlot(offset)) {
        return true;
      }
      Cells slots = state.slots(); // or in a variable that a live place points to
      for (int i = 0; i < slots.size(); i++) {
        Value value = slots.value(i);
        if (value.isFrame()
            && value.offset() <= offset
            && offset < facts.endOf(value.offset())
            && isLiveSlot(slots.offset(i))) {
          return true;
        }
      }
      return false;
    }

    private boolean isLiveSlot(int offset) throws IOException, MalformedException {
      return live.isLive(sight.function(frame), sight.pc(frame), sight.isCall(frame), offset);
    }

    private @Nullable Known elsewhere(Base base, int depth) throws IOException, MalformedException {
      if (base instanceof Base.Entry e) {
        return ofCaller(e.register(), depth);
      }
      if (base instanceof Base.Indexed x) {
        Known array = number(new Value(x.array(), 0), false, depth + 1);
        Known index = number(x.index(), true, depth + 1);
        return array == null || index == null
            ? null
            : new Known(
                array.value() + index.value() * x.scale(),
                Math.max(array.quality(), index.quality()));
      }
      Value from = facts.origins().of(base);
      Known address = from == null ? null : number(from, false, depth + 1);
      if (from == null || address == null || address.quality() >= Known.DEAD) {
        return null;
      }
      Long word = sight.word(address.value());
      return word == null ? null : new Known(word, address.quality()).atBest(quality(from));
    }

    private int quality(Value from) {
      if (from.base() instanceof Base.Entry e && e.register() == Registers.DX) {
        return Known.CAPTURED; // a captured variable is not written to
      }
      return facts.writes(from.offset()) ? Known.WRITTEN : Known.READ_AGAIN;
    }

    private @Nullable Known ofCaller(int register, int depth)
        throws IOException, MalformedException {
      if (frame + 1 >= sight.size() || sight.isExact(frame)) {
        return null;
      }
      Known all = null;
      for (Ways.Way way : ways.of(frame + 1)) {
        Known one =
            new One(frame + 1, way.state(), way.facts(), false)
                .number(way.state().register(register), false, depth + 1);
        if (one == null || all != null && !all.equals(one)) {
          return null;
        }
        all = one;
      }
      return all == null ? null : all.atBest(Known.CAPTURED);
    }
  }
}
