package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.code.hold.DueCalls.Due;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.program.Varints;
import dev.stuckpod.goroutines.code.state.Pending;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads which deferred calls of a goroutine are due: those in the chain of the g, and open-coded
 * ones, which a mask in the frame tells of. Source: _defer in src/runtime/runtime2.go,
 * FUNCDATA_OpenCodedDeferInfo in cmd/compile/internal/ssagen.
 */
final class Defers {

  private static final int MOST = 10_000;
  private static final int MASK_BITS = 8;

  /** The chain is told by range-over-func from here on, and records no open-coded calls. */
  private static final int WITHOUT_OPEN_CODED = 22;

  /** The variables of a frame end so far below its return address. */
  private static final int VARIABLES = 8;

  // offsets in a _defer
  private static final int STARTED = 0;
  private static final int RANGE_FUNC = 1;
  private static final int OPEN = 2;
  private static final int SP = 8;
  private static final int PC = 16;
  private static final int FN = 24;
  private static final int HEAD = 40;

  private final Binary binary;
  private final Interest interest;
  private final boolean older;
  private final int link;

  /** Reads deferred calls of a program, of Go 1.minor. */
  Defers(Binary binary, Interest interest, int minor) {
    this.binary = binary;
    this.interest = interest;
    this.older = minor < WITHOUT_OPEN_CODED;
    this.link = older ? 40 : 32;
  }

  /** Reads those of a goroutine. */
  DueCalls read(Sight sight) throws IOException, MalformedException {
    List<Due> calls = new ArrayList<>();
    Map<Integer, Pending> byFrame = new HashMap<>();
    for (int i = 0; i < sight.size(); i++) {
      openCoded(sight, i, calls, byFrame);
    }
    Map<Integer, Set<Long>> sites = new HashMap<>();
    chain(sight, calls, sites);
    sites.forEach((frame, of) -> byFrame.putIfAbsent(frame, new Pending(0, of)));
    return new DueCalls(calls, byFrame);
  }

  private void openCoded(Sight sight, int frame, List<Due> calls, Map<Integer, Pending> byFrame)
      throws IOException, MalformedException {
    long data = interest.openCoded(sight.function(frame));
    if (data == 0) {
      return;
    }
    var numbers = new Varints(binary.constants(), data);
    long variables = sight.top(frame) - VARIABLES;
    Integer mask = sight.u8(variables - numbers.next());
    if (mask == null) {
      return;
    }
    byFrame.put(frame, Pending.of(mask));
    long[] below = new long[MASK_BITS];
    long first = numbers.next();
    if (older) { // as many, and where each is, the last one first
      for (int k = (int) Math.min(first, MASK_BITS) - 1; k >= 0; k--) {
        below[k] = numbers.next();
      }
    } else {
      for (int k = 0; k < MASK_BITS; k++) {
        below[k] = first - 8L * k;
      }
    }
    for (int k = 0; k < MASK_BITS; k++) {
      if ((mask >> k & 1) != 0 && below[k] > 0) {
        Long closure = sight.word(variables - below[k]);
        if (closure != null) {
          calls.add(new Due(frame, closure, k));
        }
      }
    }
  }

  private void chain(Sight sight, List<Due> calls, Map<Integer, Set<Long>> sites)
      throws IOException {
    long record = sight.deferred();
    for (int n = 0; record != 0 && n < MOST; n++) {
      Long sp = sight.word(record + SP);
      Long pc = sight.word(record + PC);
      Long fn = sight.word(record + FN);
      Integer started = sight.u8(record + STARTED);
      Integer ranges = sight.u8(record + RANGE_FUNC);
      Integer open = sight.u8(record + OPEN);
      Long next = sight.word(record + link);
      if (sp == null
          || pc == null
          || fn == null
          || started == null
          || ranges == null
          || open == null
          || next == null) {
        return;
      }
      int frame = frameOf(sight, sp);
      if (older ? started == 0 && open == 0 : ranges == 0) {
        if (fn != 0) {
          calls.add(new Due(frame, fn, pc));
        }
        note(sites, frame, pc);
      } else if (!older) {
        ofRange(sight, sight.word(record + HEAD), frame, calls);
        note(sites, frame, 0);
      }
      record = next;
    }
  }

  /** Those of a loop over a function are in a list of their own. */
  private void ofRange(Sight sight, @Nullable Long head, int frame, List<Due> calls)
      throws IOException {
    Long record = head == null ? null : sight.word(head);
    for (int n = 0; record != null && Long.compareUnsigned(record, 1) > 0 && n < MOST; n++) {
      Long fn = sight.word(record + FN);
      if (fn == null) {
        return;
      }
      calls.add(new Due(frame, fn, 0));
      record = sight.word(record + link);
    }
  }

  private static void note(Map<Integer, Set<Long>> sites, int frame, long site) {
    if (frame >= 0) {
      sites.computeIfAbsent(frame, _ -> new HashSet<>()).add(site);
    }
  }

  private static int frameOf(Sight sight, long sp) {
    for (int i = 0; i < sight.size(); i++) {
      if (sight.sp(i) == sp) {
        return i;
      }
    }
    return -1;
  }
}
