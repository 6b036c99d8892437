package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Dump;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the threads of one dump, one at a time. */
final class ThreadTable {
  private final Limits limits;
  private final GoBlock block;
  private final GroupTable table;
  private @Nullable HotSpotThread thread;
  private final Map<String, CpuTime> cpu = new HashMap<>();
  private int javaThreads;
  private int dropped;

  ThreadTable(Limits limits) {
    this.limits = limits;
    this.block = new GoBlock(limits.framesPerStack());
    this.table = new GroupTable(limits);
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
    CpuTime used = t.header().used();
    if (used != null && cpu.size() < limits.uniqueStacks()) {
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
      entry.add(t.header().id(), 0, new GroupTable.CohortKey(0, t.uses()), null);
    }
  }

  int javaThreads() {
    return javaThreads;
  }

  int threads() {
    return table.routines();
  }

  /** Makes the dump; {@code problems} so far are those that make it incomplete. */
  Dump dump(@Nullable String version, LockOwners owners, List<String> problems, int earlierDumps) {
    boolean complete = problems.isEmpty() && dropped == 0 && table.isWhole();
    if (dropped > 0) {
      problems.add(dropped + " frames of very deep stacks were dropped");
    }
    problems.addAll(table.problems());
    problems.addAll(Repeated.dumps(earlierDumps));
    return new Dump(
        Dump.Platform.HOTSPOT,
        version,
        owners.complete(table.groups()),
        table.routines(),
        table.states(),
        complete,
        problems,
        cpu,
        null,
        false);
  }
}
