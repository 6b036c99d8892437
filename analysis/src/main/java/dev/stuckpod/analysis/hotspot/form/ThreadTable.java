package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.Budget;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.format.Repeated;
import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Dump;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the threads of one dump, one at a time. */
final class ThreadTable {
  /** Bytes on the heap of what a thread has used, estimated. */
  private static final int CPU = 120;

  private final Limits limits;
  private final Block block;
  private final GroupTable table;
  private @Nullable HotSpotThread thread;
  private final Map<String, CpuTime> cpu = new HashMap<>();
  private int javaThreads;
  private int dropped;
  private long frames;
  private int framesLost;

  ThreadTable(Limits limits) {
    this.limits = limits;
    this.block = new Block(limits.framesPerStack());
    this.table = new GroupTable(HotSpotDialect.HOTSPOT, limits);
  }

  /** The thread whose lines come, if any. */
  @Nullable HotSpotThread thread() {
    return thread;
  }

  HotSpotThread begin(HotSpotHeader header) {
    end();
    HotSpotThread next = new HotSpotThread(header, block, limits.blockLines());
    thread = next;
    return next;
  }

  void end() {
    HotSpotThread t = thread;
    thread = null;
    if (t == null) {
      return;
    }
    javaThreads += t.header().java() ? 1 : 0;
    dropped += block.dropped();
    frames += block.frames();
    framesLost += block.frames() == 0 && waitsInCode(t.state()) ? 1 : 0;
    CpuTime used = t.header().used();
    if (used != null
        && cpu.size() < limits.uniqueStacks()
        && table.budget().take(CPU + Budget.bytes(t.header().id()))) {
      cpu.put(t.header().id(), used);
    }
    table.count(t.state(), 1);
    GroupTable.@Nullable Entry entry = table.get(t.hash());
    if (entry == null && !table.isFull()) {
      entry = table.create(t.hash(), t.stack(table.budget()), t.state(), -1);
    }
    if (entry == null) {
      table.countBeyond(1);
    } else {
      entry.add(t.header().id(), new GroupTable.CohortKey(0, t.uses()), null);
    }
  }

  /** Whether a thread can be in this state only by a call: it has a stack, printed or not. */
  private static boolean waitsInCode(String state) {
    return state.startsWith("BLOCKED") || state.startsWith("WAITING (parking)");
  }

  int javaThreads() {
    return javaThreads;
  }

  int threads() {
    return table.routines();
  }

  /** Makes the dump; {@code problems} so far are those that make it incomplete. */
  Dump dump(@Nullable String version, LockOwners owners, List<String> problems, int earlierDumps) {
    if (threads() == 0) {
      problems.add("no thread of the dump could be read");
    } else if (frames == 0 && framesLost > 0) {
      problems.add(
          "the stacks are lost: none of %d threads that wait has a frame".formatted(framesLost));
    }
    boolean complete = problems.isEmpty() && dropped == 0 && table.isWhole();
    if (dropped > 0) {
      problems.add(dropped + " frames of very deep stacks were dropped");
    }
    problems.addAll(table.problems());
    problems.addAll(Repeated.dumps(earlierDumps));
    return new Dump(
        HotSpotDialect.HOTSPOT,
        version,
        owners.complete(table.groups()),
        table.routines(),
        table.states(),
        complete,
        problems,
        cpu,
        null,
        false,
        List.of());
  }
}
