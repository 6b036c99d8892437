package dev.stuckpod.analysis;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Analysis.Line;
import dev.stuckpod.analysis.report.Analysis.Stack;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the routines of a dump do, in short: how many are in which state in which calls of the
 * application. Two processes of one program are compared by it. Pure.
 */
public final class Groups {

  /** Calls that tell one group from another; further out all are alike. */
  private static final int CALLS = 3;

  /** Characters of a group's name. */
  private static final int LONGEST = 400;

  private final Map<String, Integer> busy;
  private final Set<String> all;

  private Groups(Map<String, Integer> busy, Set<String> all) {
    this.busy = busy;
    this.all = all;
  }

  /** Takes them from an analysis. */
  public static Groups of(Analysis analysis) {
    var busy = new LinkedHashMap<String, Integer>();
    var all = new TreeSet<String>();
    for (Stack stack : analysis.stacks()) {
      String name = name(stack, analysis.runtime().name());
      all.add(name);
      if (!stack.idle()) {
        busy.merge(name, stack.count(), Integer::sum);
      }
    }
    return new Groups(busy, all);
  }

  /** Names all groups. */
  public Collection<String> names() {
    return List.copyOf(all);
  }

  /**
   * Gives those in which routines are that do something, or wait for it, and of which another
   * process has none.
   *
   * @param others names of that one's groups
   * @param most so many at most, the largest first
   * @return lines as {@code 16 chan send: main.(*hub).deliver < main.(*hub).run}
   */
  public List<String> beyond(Collection<String> others, int most) {
    Set<String> theirs = Set.copyOf(others);
    return busy.entrySet().stream()
        .filter(group -> !theirs.contains(group.getKey()))
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> group) -> -group.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(group -> group.getValue() + " " + group.getKey())
        .toList();
  }

  private static String name(Stack stack, String runtime) {
    int comma = stack.state().indexOf(',');
    String state = comma < 0 ? stack.state() : stack.state().substring(0, comma);
    List<String> functions = stack.frames().stream().map(Line::function).toList();
    List<String> own =
        functions.stream().filter(function -> !Platforms.isPlumbing(function)).toList();
    String calls =
        (own.isEmpty() ? functions : own)
            .stream()
                .limit(CALLS)
                .map(function -> Platforms.lasting(runtime, function))
                .collect(Collectors.joining(" < "));
    String name = state + ": " + calls;
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
