package dev.stuckpod.analysis;

import dev.stuckpod.analysis.graph.Blocking;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Analysis;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for locks at the moment of the dump, and behind whom: a fact, whatever is found.
 *
 * @param waiting how many that are not idle wait for a lock
 * @param idle how many wait for one that are known to do nothing
 * @param roots who holds them up, where the dump names holders
 */
record Blocked(int waiting, int idle, List<Blocking.Root> roots) {
  static final Blocked NOBODY = new Blocked(0, 0, List.of());

  private static final int TOLD = 20;

  static Blocked in(Dump dump, Optional<WaitForGraph> graph) {
    int states = count(dump, false);
    int locks = graph.map(g -> g.locks().stream().mapToInt(lock -> lock.waiting()).sum()).orElse(0);
    return new Blocked(
        Math.max(states, locks), count(dump, true), graph.map(Blocking::roots).orElse(List.of()));
  }

  private static int count(Dump dump, boolean idle) {
    return dump.groups().stream()
        .filter(g -> g.idle() == idle && g.state().startsWith("BLOCKED"))
        .mapToInt(Group::count)
        .sum();
  }

  boolean isAny() {
    return waiting + idle > 0;
  }

  /** Says who waits, for a dump in which nothing is found; empty where nobody does. */
  String sentence() {
    if (!isAny()) {
      return "";
    }
    if (waiting == 0) {
      return "; %d of the idle ones queue for a lock".formatted(idle);
    }
    String most = roots.isEmpty() ? "" : most(roots.getFirst());
    return "; at this moment %d %s for a lock%s"
        .formatted(waiting, waiting == 1 ? "waits" : "wait", most);
  }

  private static String most(Blocking.Root root) {
    Holder holder = root.holders().getFirst();
    return ", %d of them behind %s, state '%s', in %s"
        .formatted(
            root.count(), id(holder), holder.party().group().state(), holder.own().location());
  }

  /** Gives what a report tells; null where the dump names nobody. */
  @Nullable List<Analysis.Blocker> told() {
    return roots.isEmpty() ? null : roots.stream().limit(TOLD).map(Blocked::blocker).toList();
  }

  private static Analysis.Blocker blocker(Blocking.Root root) {
    return new Analysis.Blocker(
        root.holders().stream().limit(TOLD).map(holder -> held(root, holder)).toList(),
        root.direct(),
        root.count(),
        root.victims().stream()
            .flatMap(w -> w.party().cohort().ids().stream())
            .limit(TOLD)
            .toList());
  }

  private static Analysis.Held held(Blocking.Root root, Holder holder) {
    return new Analysis.Held(
        id(holder),
        holder.party().group().state(),
        holder.own().function(),
        holder.own().location(),
        root.resource(holder).name());
  }

  private static String id(Holder holder) {
    List<String> ids = holder.party().cohort().ids();
    return ids.isEmpty() ? "one" : ids.getFirst();
  }
}
