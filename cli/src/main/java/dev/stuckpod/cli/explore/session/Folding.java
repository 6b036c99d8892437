package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.Level;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Place;
import dev.stuckpod.cli.explore.population.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes one of what is alike. */
final class Folding {
  private static final int IDS = 20;
  private static final int STATES = 10;

  private final Sets sets;
  private final Level level;
  private final Map<Object, Pile> piles = new HashMap<>();
  private @Nullable Group last;
  private @Nullable Pile pile;
  private long routines;
  private long idle;

  /** Routines that are alike, so far. */
  static final class Pile {
    private final Member first;
    private final Map<String, Long> states = new TreeMap<>();
    private final List<String> ids = new ArrayList<>();
    private long count;
    private int minutes;
    private boolean idle = true;

    Pile(Member first) {
      this.first = first;
    }

    private void add(Member member) {
      count += member.count();
      minutes = Math.max(minutes, member.printed().minutes());
      idle &= member.group().idle();
      states.merge(member.group().state(), (long) member.count(), Long::sum);
      if (ids.size() < IDS && !member.id().isEmpty()) {
        ids.add(member.id());
      }
    }

    Member first() {
      return first;
    }

    List<String> ids() {
      return ids;
    }

    long count() {
      return count;
    }

    int minutes() {
      return minutes;
    }
  }

  Folding(Sets sets, Level level) {
    this.sets = sets;
    this.level = level;
  }

  /**
   * Takes a set.
   *
   * @param withIdle whether those that do nothing are taken, too
   */
  Folding take(Selection set, boolean withIdle) {
    sets.population()
        .forEach(
            set,
            member -> {
              if (member.group().idle() && !withIdle) {
                idle += member.count();
              } else {
                add(member);
              }
            });
    return this;
  }

  @SuppressWarnings("ReferenceEquality") // the same one comes many times in a row
  private void add(Member member) {
    if (pile == null || member.group() != last) {
      last = member.group();
      pile = piles.computeIfAbsent(level.key(member.group()), _ -> new Pile(member));
    }
    pile.add(member);
    routines += member.count();
  }

  /** All piles, the largest first. */
  List<Pile> piles() {
    return piles.values().stream()
        .sorted(
            Comparator.comparingLong((Pile p) -> -p.count)
                .thenComparing(p -> p.ids.isEmpty() ? "" : p.ids.getFirst()))
        .toList();
  }

  int size() {
    return piles.size();
  }

  /** How many were not taken because they do nothing. */
  long idle() {
    return idle;
  }

  /** Gives what a person sees. */
  Answer.Groups answer(int most) {
    return new Answer.Groups(
        level.typed(),
        piles.size(),
        routines,
        idle,
        piles().stream().limit(most).map(this::alike).toList());
  }

  List<Answer.Alike> largest(int most) {
    return piles().stream().limit(most).map(this::alike).toList();
  }

  private Answer.Alike alike(Pile one) {
    Map<String, Long> states = new LinkedHashMap<>();
    one.states.entrySet().stream()
        .sorted(Comparator.comparingLong(e -> -e.getValue()))
        .limit(STATES)
        .forEach(e -> states.put(e.getKey(), e.getValue()));
    return new Answer.Alike(
        sets.nameOf(one.first.dump()),
        one.count,
        one.minutes,
        one.idle,
        states,
        what(one.first.group()),
        one.ids);
  }

  private String what(Group group) {
    Frame place = Place.of(group);
    return switch (level) {
      case exact -> Words.place(group);
      case line -> place.function().isEmpty() ? "without calls" : Words.call(place);
      case function -> place.function().isEmpty() ? "without calls" : place.function();
      case packages -> {
        String named = Place.packageOf(group, place);
        yield named.isEmpty() ? "in no package" : named;
      }
    };
  }
}
