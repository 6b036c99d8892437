package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Answer;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Reached;
import dev.stuckpod.goroutines.code.state.Cells;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.Pending;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.state.Test;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ways on which the frames of one goroutine may have come to where they stand: those that agree
 * with their pending defers, and with what their own places say about the branches taken.
 */
final class Ways {

  /** From one frame to its caller, and so on: threads of a sidecar have small stacks. */
  private static final int MOST_NESTED = 6;

  private final Flow flow;
  private final Sight sight;
  private final DueCalls due;
  private final Numbers numbers;
  private final Outline outline;
  private final @Nullable List<Way>[] known;
  private int nested;

  /**
   * A way.
   *
   * @param number of the state at that pc
   */
  record Way(Reached reached, Facts facts, int number) {
    State state() {
      return reached.state();
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  Ways(Flow flow, Outline outline, Sight sight, DueCalls due, LiveSlots slots) {
    this.flow = flow;
    this.outline = outline;
    this.sight = sight;
    this.due = due;
    this.numbers = new Numbers(flow.binary(), sight, slots, this);
    this.known = new List[sight.size()];
  }

  Numbers numbers() {
    return numbers;
  }

  /** Whether a frame is being left: its deferred calls are being made, and may have been made. */
  boolean isLeaving(int frame) {
    return outline.isLeaving(frame);
  }

  /** Gives the ways that agree with all that is known. */
  List<Way> of(int frame) throws IOException, MalformedException {
    List<Way> ways = known[frame];
    if (ways == null && nested >= MOST_NESTED) {
      return List.of();
    }
    if (ways == null) {
      known[frame] = List.of();
      nested++;
      try {
        ways = find(frame);
      } finally {
        nested--;
      }
      known[frame] = ways;
    }
    return ways;
  }

  private List<Way> find(int frame) throws IOException, MalformedException {
    Answer answer = flow.at(sight.function(frame), sight.pc(frame), sight.isCall(frame));
    List<Way> all = new ArrayList<>();
    for (int n = 0; n < answer.reached().size(); n++) {
      all.add(new Way(answer.reached().get(n), answer.facts(), n));
    }
    if (all.size() <= 1) {
      return all; // whatever it says of the places
    }
    Pending pending = due.of(frame);
    List<Way> agree = new ArrayList<>();
    if (!isLeaving(frame)) {
      for (Way way : all) {
        if (pending.equals(way.state().pending())) {
          agree.add(way);
        }
      }
    }
    if (agree.isEmpty()) {
      agree = all;
    } else {
      for (Way way : all) {
        if (way.state().pending() == null) {
          agree.add(way);
        }
      }
    }
    List<Way> fit = new ArrayList<>();
    for (Way way : agree) {
      if (fits(frame, way)) {
        fit.add(way);
      }
    }
    List<Way> left = fit.isEmpty() ? agree : fit;
    List<Way> possible = new ArrayList<>();
    for (Way way : left) {
      if (!way.state().isImpossible()) {
        possible.add(way);
      }
    }
    return possible.isEmpty() ? left : possible;
  }

  private boolean fits(int frame, Way way) throws IOException, MalformedException {
    Cells slots = way.state().slots();
    for (int i = 0; i < slots.size(); i++) {
      Value value = slots.value(i);
      if (value.isConstant() && !way.facts().isTaken(slots.offset(i))) {
        Long word = sight.word(sight.top(frame) + slots.offset(i));
        if (word == null || word != value.offset()) {
          return false;
        }
      }
    }
    for (Map.Entry<Test, Boolean> told : way.state().told().entrySet()) {
      Long number = number(frame, way, told.getKey());
      if (number != null && told.getKey().holds(number) != told.getValue()) {
        return false;
      }
    }
    return true;
  }

  /** Gives the number that a branch has asked about; null where it is not known for sure. */
  private @Nullable Long number(int frame, Way way, Test test)
      throws IOException, MalformedException {
    Cells bytes = way.state().bytes();
    for (int i = 0; test.size() == 1 && i < bytes.size(); i++) {
      if (bytes.value(i).equals(test.value())) {
        Integer now = sight.u8(sight.top(frame) + bytes.offset(i));
        return now == null ? null : (long) now;
      }
    }
    Known number = numbers.of(frame, test.value(), way.state(), way.facts(), true, false);
    return number == null || number.quality() > Known.CAPTURED ? null : number.value();
  }
}
