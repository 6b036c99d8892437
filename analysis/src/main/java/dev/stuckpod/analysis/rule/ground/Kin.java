package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.ChannelUse.Way;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may still come to the channels at which some routines wait, by a dump from memory. What a
 * routine keeps in its variables no dump shows; but it has it of whom has started it, or was given
 * it, or was started with it by one who knew it. So of those who wait, none may have such kin that
 * is not stuck with them, and nobody else may stand at the same channels or have been given them.
 */
public final class Kin {

  /** So many questions are answered: each goes over all routines. */
  private static final int MOST = 16;

  private final WaitForGraph graph;
  private int asked;

  /** Takes a dump, of which nothing is known unless two samples of memory were read. */
  public Kin(WaitForGraph graph) {
    this.graph = graph;
  }

  /**
   * Says in a sentence that nobody but these is left who could end their waits, if that is so.
   *
   * @param waiting those whose waits somebody would have to end
   * @param beside others who are stuck with them
   */
  public Optional<String> alone(Collection<Party> waiting, Collection<Party> beside) {
    Set<Party> claim = new HashSet<>(waiting);
    claim.addAll(beside);
    if (waiting.isEmpty()
        || asked++ >= MOST
        || !graph.dump().complete()
        || !Facts.stand(graph, claim)
        || claim.stream().anyMatch(Kin::mayEndByItself)) {
      return Optional.empty();
    }
    Family family = new Family(waiting, claim);
    for (Group group : graph.groups()) {
      if (group.stack().frames().isEmpty() || group.hasMore()) {
        return Optional.empty();
      }
      for (var cohort : group.cohorts()) {
        Party party = new Party(group, cohort);
        if (!claim.contains(party) && (family.has(party) || family.knows(party))) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        "memory: nobody else stands at their channels or was given them, nobody else was started"
            + " with them, and none of them has run at all for "
            + graph.dump().watched());
  }

  /** Whether it waits for a time, or for what comes from outside: channels of timers hold one. */
  private static boolean mayEndByItself(Party party) {
    String state = party.group().state();
    return party.group().activity().isOutside()
        || state.startsWith("sleep")
        || state.startsWith("select") && party.channels().isEmpty()
        || party.channels().stream().anyMatch(Kin::mayBeTimer);
  }

  private static boolean mayBeTimer(ChannelUse use) {
    return use.way() != Way.SEND && use.capacity() == 1 || use.way() == Way.UNKNOWN;
  }

  /** Those who wait, and what they have in common with others. */
  private static final class Family {
    private final Set<Party> claim;
    private final Set<Long> numbers = new HashSet<>();
    private final Set<Long> starters = new HashSet<>();
    private final Set<String> creators = new HashSet<>();
    private final Set<Long> sent = new HashSet<>();
    private final Set<Long> received = new HashSet<>();
    private final Set<Long> known = new HashSet<>();
    private boolean numbered = true;

    Family(Collection<Party> waiting, Set<Party> claim) {
      this.claim = claim;
      for (Party party : waiting) {
        Frame by = party.group().stack().createdBy();
        if (by != null) {
          creators.add(party.dialect().outer(by.function()));
        }
        numbered &= party.cohort().tellsStarters();
        starters.addAll(party.cohort().starters());
        numbers.addAll(party.numbers());
        for (ChannelUse use : party.channels()) {
          (use.way() == Way.SEND ? sent : received).add(use.address());
        }
        known.add(party.cohort().address());
        int frame = party.group().applicationFrame();
        if (frame >= 0 && !party.dialect().type(party.frame(frame).function()).isEmpty()) {
          known.add(party.live(frame));
        }
      }
      known.addAll(sent);
      known.addAll(received);
      known.remove(Arguments.NONE);
    }

    /** Whether one has started them, was started by them, or by whom has started them. */
    boolean has(Party party) {
      Effort.step(1);
      boolean tells = numbered && party.cohort().tellsStarters();
      boolean told = numbered && party.cohort().ids().size() == party.cohort().count();
      Dialect dialect = party.dialect();
      Frame by = party.group().stack().createdBy();
      String creator = by == null ? "" : dialect.outer(by.function());
      boolean sibling =
          tells
              ? !Collections.disjoint(starters, party.cohort().starters())
              : creators.contains(creator);
      boolean child = !Collections.disjoint(numbers, party.cohort().starters());
      boolean parent =
          told
              ? !Collections.disjoint(starters, party.numbers())
              : party.frames().stream()
                  .anyMatch(f -> creators.contains(dialect.outer(f.function())));
      return sibling || child || parent && !joins(party);
    }

    /**
     * Whether it waits, in the very function that has started them, for what only they can tell it:
     * a plain receive, or a group.
     */
    private boolean joins(Party party) {
      int frame = party.group().applicationFrame();
      String state = party.group().state();
      return frame >= 0
          && party.cohort().stands()
          && !mayEndByItself(party)
          && (state.startsWith("chan receive") || state.startsWith("sync.WaitGroup.Wait"))
          && creators.contains(party.dialect().outer(party.frame(frame).function()));
    }

    /** Whether one stands at their channels on the other side, or was given what they wait at. */
    boolean knows(Party party) {
      for (ChannelUse use : party.channels()) {
        boolean sends = use.way() == Way.SEND;
        if ((sends ? received : sent).contains(use.address())
            || use.way() == Way.UNKNOWN && known.contains(use.address())) {
          return true;
        }
      }
      List<Frame> frames = party.frames();
      for (Arguments given : party.cohort().samples()) {
        Effort.step(frames.size());
        for (int i = 0; i < frames.size(); i++) {
          if (known.contains(given.first(i)) || given.further(i).anyMatch(known::contains)) {
            return !isPeer(party);
          }
        }
      }
      return false;
    }

    /** Whether one only waits as they do: another sender ends nobody's send. */
    private boolean isPeer(Party party) {
      return party.cohort().stands()
          && claim.stream().anyMatch(p -> p.group().stack().equals(party.group().stack()));
    }
  }
}
