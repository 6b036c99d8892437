package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.Level;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two sets side by side, routine by routine, by their ids.
 *
 * @param gone only in the first one
 * @param fresh only in the second one
 * @param moved in both, with another stack or state; as in the second one
 * @param stayed in both, with the same; as in the second one
 * @param unfollowed how many have no id
 */
record Comparison(
    Selection gone, Selection fresh, Selection moved, Selection stayed, long unfollowed) {
  private static final int LARGEST = 5;

  static Comparison of(Population population, Selection first, Selection second) {
    Map<String, Group> earlier = new HashMap<>();
    long[] unfollowed = new long[1];
    population.forEach(
        first,
        member -> {
          if (member.id().isEmpty()) {
            unfollowed[0] += member.count();
          } else {
            earlier.put(member.id(), member.group());
          }
        });
    Set<String> later = new HashSet<>();
    var equal = new Equal();
    population.forEach(
        second,
        member -> {
          if (member.id().isEmpty()) {
            unfollowed[0] += member.count();
          } else {
            later.add(member.id());
          }
        });
    Selection gone = population.where(first, m -> !m.id().isEmpty() && !later.contains(m.id()));
    Selection fresh =
        population.where(second, m -> !m.id().isEmpty() && !earlier.containsKey(m.id()));
    Selection stayed = population.where(second, m -> equal.are(earlier.get(m.id()), m));
    Selection moved =
        population.where(second, m -> !m.id().isEmpty()).without(fresh).without(stayed);
    return new Comparison(gone, fresh, moved, stayed, unfollowed[0]);
  }

  /** Compares groups; the same two come many times in a row. */
  private static final class Equal {
    private @Nullable Group one;
    private @Nullable Group other;
    private boolean equal;

    @SuppressWarnings("ReferenceEquality")
    boolean are(@Nullable Group before, Member now) {
      if (before == null || now.id().isEmpty()) {
        return false;
      }
      if (before != one || now.group() != other) {
        one = before;
        other = now.group();
        equal = one.state().equals(other.state()) && calls(one).equals(calls(other));
      }
      return equal;
    }
  }

  /** Some forms leave the runtime's own calls out. */
  private static List<Frame> calls(Group group) {
    return group.stack().frames().stream()
        .filter(frame -> !group.dialect().isRuntime(frame.function()))
        .toList();
  }

  /** Those that are in both. */
  Selection both() {
    return moved.union(stayed);
  }

  /**
   * Gives what a person sees.
   *
   * @param names of the sets that were made: gone, in both, new; fewer where fewer were asked for
   */
  Answer.Difference answer(Sets sets, String first, String second, List<String> names) {
    return new Answer.Difference(
        first,
        second,
        List.of(
            part(sets, "gone", gone, name(names, 0)),
            part(sets, "new", fresh, name(names, 2)),
            part(sets, "moved", moved, name(names, 1)),
            part(sets, "stayed", stayed, name(names, 1))),
        unfollowed);
  }

  private static @Nullable String name(List<String> names, int at) {
    return at < names.size() ? names.get(at) : null;
  }

  private static Answer.Part part(Sets sets, String called, Selection set, @Nullable String name) {
    Folding busy = new Folding(sets, Level.exact).take(set, false);
    return new Answer.Part(called, name, sets.population().count(set), busy.largest(LARGEST));
  }
}
