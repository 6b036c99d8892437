package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Routines wait for one condition in two different functions, as who puts and who takes would, and
 * nothing runs: those who would notify are among those who wait. A method that does nothing but
 * wait is a detour: then it is who calls it. Waiting in one function alone is how idle workers
 * wait.
 */
public final class LostNotify implements Rule {

  /** So many methods that only wait may be between. */
  private static final int DETOUR = 3;

  /** A condition of a lock; queues of the JDK wait at theirs, and are not at fault. */
  private static final String CONDITION = "AbstractQueuedSynchronizer$ConditionObject";

  private static final Pattern LOCK = Pattern.compile("lock 0x([0-9a-f]{1,16}), .*");

  /** Routines that wait for one condition. */
  private record Condition(Finding.Resource resource, List<Place> places) {

    /** The same where it is clear what differs: the first functions that are not the same. */
    Condition unlike() {
      Condition here = this;
      for (int i = 0; i < DETOUR && !here.isWaitedInSeveralFunctions(); i++) {
        List<Place> callers = here.places.stream().flatMap(p -> p.caller().stream()).toList();
        if (callers.size() < places.size()) {
          return this;
        }
        here = new Condition(resource, callers);
      }
      return here;
    }

    boolean isWaitedInSeveralFunctions() {
      return places.stream().map(Place::function).distinct().count() > 1;
    }
  }

  private record Place(Party party, int frame) {
    String function() {
      return party.dialect().outer(party.frame(frame).function());
    }

    /** The next function outwards, if it is of the same class: others only use the object. */
    Optional<Place> caller() {
      int next = frame + 1;
      return next < party.frames().size() && owner(next).equals(owner(frame))
          ? Optional.of(new Place(party, next))
          : Optional.empty();
    }

    private String owner(int at) {
      String function = party.frame(at).function();
      return function.substring(0, Math.max(0, function.lastIndexOf('.')));
    }
  }

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Condition> conditions = new ArrayList<>(monitors(graph));
    for (Resource resource : graph.resources()) {
      List<Waiter> waiters = resource.waiting(Mode.CONDITION);
      if (!resource.address().isEmpty() && waiters.size() == resource.waiters().size()) {
        conditions.add(
            new Condition(
                Sentences.resource(resource),
                waiters.stream().map(w -> new Place(w.party(), w.frame())).toList()));
      }
    }
    Kin kin = new Kin(graph);
    return conditions.stream()
        .map(Condition::unlike)
        .filter(Condition::isWaitedInSeveralFunctions)
        .map(condition -> judge(graph, kin, condition))
        .toList();
  }

  /**
   * Of a condition whose word counts just those who are seen to wait, and whose lock nobody has or
   * wants, memory says that nobody is about to notify them.
   */
  private static Finding judge(WaitForGraph graph, Kin kin, Condition condition) {
    Finding finding = finding(condition);
    List<Party> waiting = condition.places().stream().map(Place::party).toList();
    int count = waiting.stream().mapToInt(p -> p.cohort().count()).sum();
    String address = finding.resource().address();
    for (LockWord word : graph.dump().words()) {
      if (word.type().equals("Cond") && address.equals("0x" + Long.toHexString(word.seen()))) {
        Matcher lock = LOCK.matcher(word.word());
        boolean free = lock.matches() && isFree(graph, Long.parseUnsignedLong(lock.group(1), 16));
        return free && !word.moving() && word.waiting() == count
            ? Facts.stated(finding, kin.alone(waiting, List.of()))
            : finding;
      }
    }
    return finding;
  }

  private static boolean isFree(WaitForGraph graph, long lock) {
    return graph.dump().words().stream()
        .noneMatch(word -> word.address() == lock && (word.holders() > 0 || word.isWanted()));
  }

  /** Monitors and conditions of locks that threads of a JVM wait at without a limit. */
  private static List<Condition> monitors(WaitForGraph graph) {
    Map<LockRef, List<Place>> waiting = new LinkedHashMap<>();
    for (Party party : graph.parties(g -> g.state().startsWith("WAITING"))) {
      int frame = party.group().applicationFrame();
      for (LockUse use : party.cohort().uses()) {
        if (frame >= 0 && (use.how() == How.WAITING_ON || awaits(party, frame, use))) {
          waiting.computeIfAbsent(use.lock(), _ -> new ArrayList<>()).add(new Place(party, frame));
        }
      }
    }
    return waiting.entrySet().stream()
        .map(
            e ->
                new Condition(
                    new Finding.Resource(
                        kind(e.getKey()).label(), e.getKey().address(), e.getKey().type()),
                    e.getValue()))
        .toList();
  }

  private static boolean awaits(Party party, int frame, LockUse use) {
    return use.how() == How.PARKING
        && kind(use.lock()) == ResourceKind.CONDITION
        && frame > 0
        && party.frame(frame - 1).function().contains(CONDITION + ".await");
  }

  private static ResourceKind kind(LockRef lock) {
    return lock.type().endsWith(CONDITION) ? ResourceKind.CONDITION : ResourceKind.MONITOR;
  }

  private static Finding finding(Condition condition) {
    Dialect dialect = condition.places().getFirst().party().dialect();
    List<Finding.Participant> participants =
        Sentences.merge(
            condition.places().stream()
                .map(p -> Sentences.participant(Role.WAITER, p.party(), p.frame()))
                .toList());
    int count = participants.stream().mapToInt(Finding.Participant::count).sum();
    List<String> places =
        condition.places().stream()
            .map(p -> Sentences.say(p.party(), p.frame()))
            .distinct()
            .limit(4)
            .toList();
    return new Finding(
        "LostNotify",
        Kind.CONDITION_VARIABLE,
        "%s for one condition, %s, and nobody is left to notify them"
            .formatted(Sentences.wait(dialect, count), String.join(" and ", places)),
        "Whoever would end the wait of one waits itself for the same condition: a notification went"
            + " to the wrong one, or was sent before anybody waited.",
        Confidence.Suspected,
        condition.resource(),
        participants,
        List.of("the condition is waited for in different functions: " + String.join(", ", places)),
        "Notify all (notifyAll, Broadcast) where different things are waited for on one"
            + " condition, and check what is waited for in a loop.");
  }
}
