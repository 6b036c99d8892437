package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.answer.Routine;
import dev.stuckpod.cli.explore.population.Level;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Selection;
import dev.stuckpod.cli.explore.population.Waits;
import java.util.ArrayList;
import java.util.List;

/** Stacks, one after the other. */
final class Listing {
  private final Sets sets;

  Listing(Sets sets) {
    this.sets = sets;
  }

  /**
   * Gives some stacks of a set.
   *
   * @param offset how many are left out
   * @param limit how many at most
   * @param withIdle whether those that do nothing are there, too
   */
  Answer.Stacks stacks(Selection set, int offset, int limit, boolean withIdle) {
    return set.folded()
        ? folded(set, offset, limit, withIdle)
        : single(set, offset, limit, withIdle);
  }

  private Answer.Stacks single(Selection set, int offset, int limit, boolean withIdle) {
    List<Routine> some = new ArrayList<>();
    long[] counted = new long[3]; // seen, routines, idle
    sets.population()
        .forEach(
            set,
            member -> {
              if (member.group().idle() && !withIdle) {
                counted[2] += member.count();
                return;
              }
              counted[1] += member.count();
              if (counted[0]++ >= offset && some.size() < limit) {
                some.add(of(member));
              }
            });
    return new Answer.Stacks(counted[1], offset, counted[2], some);
  }

  private Answer.Stacks folded(Selection set, int offset, int limit, boolean withIdle) {
    Folding folding = new Folding(sets, Level.exact).take(set, withIdle);
    List<Routine> some = folding.piles().stream().skip(offset).limit(limit).map(this::of).toList();
    return new Answer.Stacks(folding.size(), offset, folding.idle(), some);
  }

  /** Gives the stack of one routine. */
  Routine of(Member member) {
    return of(member, member.count(), List.of(), member.printed().minutes());
  }

  private Routine of(Folding.Pile pile) {
    List<String> ids = pile.count() > 1 ? pile.ids() : List.of();
    return of(pile.first(), pile.count(), ids, pile.minutes());
  }

  private Routine of(Member member, long count, List<String> ids, int minutes) {
    Frame creator = member.group().stack().createdBy();
    return new Routine(
        sets.nameOf(member.dump()),
        member.id(),
        count,
        ids,
        member.group().state(),
        minutes,
        member.printed().locked(),
        member.printed().labels(),
        member.group().idle(),
        Waits.lock(member),
        Waits.channel(member),
        member.group().stack().frames().stream().map(Listing::line).toList(),
        creator == null ? null : line(creator),
        member.starter());
  }

  private static Analysis.Line line(Frame frame) {
    return new Analysis.Line(frame.function(), frame.file(), frame.line());
  }
}
