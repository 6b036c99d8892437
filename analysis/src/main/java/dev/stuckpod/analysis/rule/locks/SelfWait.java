package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A routine waits for a lock that a caller of its own has taken: locked twice, or read-locked twice
 * with a writer that came in between. That the caller holds it is inferred, so this is said only
 * when nobody else can be the holder.
 */
public final class SelfWait implements Rule {

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Set<String> live = new HashSet<>();
    for (Party party : graph.parties()) {
      if (party.isLive()) {
        party.frames().forEach(f -> live.add(f.function()));
      }
    }
    Map<String, Boolean> known = new HashMap<>();
    for (Resource lock : graph.locks()) {
      if (lock.stated() != null) {
        stated(graph, lock).ifPresent(findings::add);
        continue;
      }
      Holder holder = itself(lock);
      if (holder == null || !isEnough(graph, holder.basis())) {
        continue;
      }
      boolean anyLive = known.computeIfAbsent(type(lock), t -> isOf(live, t));
      lock.waiters().stream()
          .filter(w -> w.party().equals(holder.party()) && w.frame() < holder.frame())
          .filter(w -> !anyLive)
          .findFirst()
          .map(w -> finding(graph, lock, holder, w))
          .map(f -> f.confidence() == Confidence.Suspected ? f.asGuess() : f)
          .ifPresent(findings::add);
    }
    return findings;
  }

  /** Where memory says who holds the lock, one of them who waits for it is enough. */
  private static Optional<Finding> stated(WaitForGraph graph, Resource lock) {
    for (Holder holder : lock.holders()) { // the surest first
      Waiter waiter = graph.waiter(holder.party());
      if (waiter != null && lock.equals(graph.awaited(holder.party()))) {
        Finding finding = finding(graph, lock, holder, waiter);
        return Optional.of(holder.isStated() ? finding.asStated() : finding.asGuess());
      }
    }
    return Optional.empty();
  }

  /**
   * The one who may hold the lock and waits for it. Where several may, and each of them waits for
   * it, it is one that has left the object and come back, as through a callback: methods that call
   * each other know which of them locks.
   */
  private static @Nullable Holder itself(Resource lock) {
    List<Holder> holders = lock.holders();
    if (holders.isEmpty() || !holders.stream().allMatch(h -> frame(lock, h) >= 0)) {
      return null;
    }
    return holders.size() == 1
        ? holders.getFirst()
        : holders.stream().filter(h -> comesBack(h, frame(lock, h))).findFirst().orElse(null);
  }

  /** Where the holder waits for the lock in a call that it makes; -1 where it does not. */
  private static int frame(Resource lock, Holder holder) {
    return lock.waiters().stream()
        .filter(w -> w.party().equals(holder.party()) && w.frame() < holder.frame())
        .mapToInt(Waiter::frame)
        .findFirst()
        .orElse(-1);
  }

  private static boolean comesBack(Holder holder, int waits) {
    Dialect dialect = holder.party().dialect();
    String type = dialect.type(holder.at().function());
    return !type.isEmpty()
        && holder.party().frames().subList(waits, holder.frame()).stream()
            .anyMatch(f -> !dialect.type(f.function()).equals(type));
  }

  /**
   * A caller of the same type alone tells something only where nobody runs who may hold it; one
   * that was given the object, nothing: whoever uses it has it.
   */
  private static boolean isEnough(WaitForGraph graph, Basis basis) {
    return basis != Basis.GIVEN
        && basis.compareTo(graph.isQuiet() ? Basis.SAME_TYPE : Basis.CONTAINMENT) >= 0;
  }

  /** Whether one who reads, by what memory says, waits to write. */
  private static boolean isUpgrade(Resource lock, Waiter waiter) {
    return lock.stated() != null
        && lock.stated().word().shared()
        && (waiter.mode() == Mode.PENDING_WRITE || waiter.mode() == Mode.WRITE_QUEUE);
  }

  private static String type(Resource lock) {
    return lock.type().replaceFirst("\\+0x.*", "");
  }

  private static boolean isOf(Set<String> functions, String type) {
    Effort.step(functions.size());
    return !type.isEmpty() && functions.stream().anyMatch(f -> f.contains(type));
  }

  private static Finding finding(WaitForGraph graph, Resource lock, Holder holder, Waiter waiter) {
    boolean rwr = waiter.mode() == Mode.READ_LOCK && !lock.waiting(Mode.PENDING_WRITE).isEmpty();
    var participants = new ArrayList<Finding.Participant>();
    participants.add(Sentences.holder(holder));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    List<Party> itself = List.of(holder.party());
    boolean upgrade = isUpgrade(lock, waiter);
    boolean complete = graph.dump().complete();
    boolean sure =
        holder.basis().compareTo(Basis.LOCKED_NAME) >= 0 && lock.holders().size() == 1 && complete;
    return new Finding(
        "SelfWait",
        rwr ? Kind.RWR : Kind.DOUBLE_LOCKING,
        "%s held by %s, which waits for it again at %s%s"
            .formatted(
                lock.name(),
                Sentences.say(holder),
                waiter.own().location(),
                rwr ? "; a writer came in between" : ""),
        rwr
            ? "A read lock must not be taken twice: a writer that comes in between makes the second"
                + " wait for ever."
            : upgrade
                ? "A read lock cannot be turned into a write lock: the writer waits for all"
                    + " readers, also for itself."
                : "Go's locks are not re-entrant: a goroutine that takes one twice waits for"
                    + " itself.",
        holder.isStated()
            ? Facts.confidence(graph, List.of(holder), itself)
            : sure ? Confidence.Strong : Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants),
        List.of(
            holder.evidence(),
            "the same %s waits at %s"
                .formatted(waiter.party().dialect().routine(), Sentences.say(waiter)),
            lock.stated() != null
                ? Facts.seen(graph, itself)
                : complete
                    ? "no other %s of the dump can hold the lock"
                        .formatted(waiter.party().dialect().routine())
                    : "a part of the dump is missing, and with it perhaps another one who holds the"
                        + " lock"),
        "Take the lock once: split %s into a part that locks and one that expects it to be locked."
            .formatted(waiter.at().shortName()));
  }
}
