package dev.stuckpod.analysis;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Analysis.Line;
import dev.stuckpod.analysis.report.Analysis.Stack;
import dev.stuckpod.analysis.report.Told;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the routines of a dump do, in short: how many are in which state in which calls of the
 * application. Two processes of one program are compared by it. Pure.
 */
public final class Groups {

  /** Calls that tell one group from another; further out all are alike. */
  private static final int CALLS = 3;

  /** Characters of a group's name. */
  private static final int LONGEST = 400;

  /** In a process that works there is always somebody on the way, wherever others are stuck. */
  private static final int MANY_TIMES = 10;

  /** How many do something, by what tells their group from others. */
  private final Map<String, Integer> busy;

  private final Map<String, Integer> all;

  /** What a group is called, by what tells it from others. */
  private final Map<String, String> called;

  private Groups(Map<String, Integer> busy, Map<String, Integer> all, Map<String, String> called) {
    this.busy = busy;
    this.all = all;
    this.called = called;
  }

  /**
   * A group of which another process has none, or far less.
   *
   * @param here how many are in it
   * @param there how many in the other process
   * @param what they do, as {@code [chan send] main.(*hub).deliver < main.(*hub).run}
   */
  public record More(int here, int there, String what) {

    /** Gives {@code 16 x [chan send] main.(*hub).deliver}, or {@code 16 x (1 there) …}. */
    public String said() {
      return "%d x %s%s".formatted(here, there == 0 ? "" : "(%d there) ".formatted(there), what);
    }
  }

  /** Takes them from an analysis. */
  public static Groups of(Analysis analysis) {
    var busy = new LinkedHashMap<String, Integer>();
    var all = new HashMap<String, Integer>();
    var called = new HashMap<String, String>();
    for (Stack stack : analysis.stacks()) {
      List<String> calls = calls(stack, analysis.runtime().name());
      String key = name(stack, calls.stream());
      all.merge(key, stack.count(), Integer::sum);
      if (!stack.idle()) {
        busy.merge(key, stack.count(), Integer::sum);
        called.putIfAbsent(key, name(stack, calls.stream().map(Told::withoutPath)));
      }
    }
    return new Groups(busy, all, called);
  }

  /** Of a process without any. */
  public static Groups none() {
    return new Groups(Map.of(), Map.of(), Map.of());
  }

  /**
   * Gives those in which routines are that do something, or wait for it, and of which another
   * process has none, or a tenth at most.
   *
   * @param most so many at most, the largest first
   */
  public List<More> beyond(Groups other, int most) {
    return busy.entrySet().stream()
        .map(
            group ->
                new More(
                    group.getValue(),
                    other.all.getOrDefault(group.getKey(), 0),
                    called.getOrDefault(group.getKey(), group.getKey())))
        .filter(more -> more.here() >= (long) MANY_TIMES * more.there())
        .sorted(Comparator.comparingInt((More more) -> -more.here()).thenComparing(More::what))
        .limit(most)
        .toList();
  }

  private static List<String> calls(Stack stack, String runtime) {
    List<String> functions = stack.frames().stream().map(Line::function).toList();
    List<String> own =
        functions.stream().filter(function -> !Platforms.isPlumbing(function)).toList();
    return (own.isEmpty() ? functions : own)
        .stream().limit(CALLS).map(function -> Platforms.lasting(runtime, function)).toList();
  }

  /** As reports write it: {@code [chan send] main.(*hub).deliver < main.(*hub).run}. */
  private static String name(Stack stack, Stream<String> calls) {
    int comma = stack.state().indexOf(',');
    String state = comma < 0 ? stack.state() : stack.state().substring(0, comma);
    String name = "[%s] %s".formatted(state, calls.collect(Collectors.joining(" < ")));
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
