package dev.stuckpod.analysis.report;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Libraries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words for stacks, and for who blocks whom, that reports share. */
public final class Told {
  private static final int VICTIMS = 5;
  private static final int HOLDERS = 20;

  private Told() {}

  /**
   * Gives the application's calls, innermost first, and what they wait in: {@code
   * main.(*server).run (server.go:1388) in UDPConn.ReadFromUDP}.
   *
   * @param most so many calls at most
   */
  public static String calls(Analysis.Stack stack, int most) {
    List<Analysis.Line> lines = stack.frames();
    if (lines.isEmpty()) {
      return "without calls";
    }
    List<Integer> own =
        IntStream.range(0, lines.size()).filter(i -> !isForeign(lines.get(i))).boxed().toList();
    int first = own.isEmpty() ? 0 : own.getFirst();
    List<Integer> shown = own.isEmpty() ? IntStream.range(0, lines.size()).boxed().toList() : own;
    String calls =
        shown.stream().limit(most).map(i -> call(lines.get(i))).collect(Collectors.joining(" < "));
    String in = first == 0 ? "" : frame(lines.get(first - 1)).called();
    return in.isEmpty() ? calls : calls + " in " + in;
  }

  private static boolean isForeign(Analysis.Line line) {
    return Libraries.isForeign(line.function(), line.file());
  }

  private static Frame frame(Analysis.Line line) {
    return new Frame(line.function(), line.file(), line.line());
  }

  private static String call(Analysis.Line line) {
    String location = frame(line).location();
    return withoutPath(line.function()) + (location.isEmpty() ? "" : " (" + location + ")");
  }

  /** Gives a function without what Go puts before its package: the module and the folders. */
  public static String withoutPath(String function) {
    return function.substring(function.lastIndexOf('/') + 1);
  }

  /** Gives one line for who holds others up, more for a circle. */
  static List<String> blocker(Analysis.Blocker blocker) {
    List<String> lines = new ArrayList<>();
    blocker.holders().stream().limit(HOLDERS).map(Told::held).forEach(lines::add);
    if (blocker.holders().size() > HOLDERS) {
      lines.add("and %d more of that circle".formatted(blocker.holders().size() - HOLDERS));
    }
    lines.add("  %s%s".formatted(behind(blocker), victims(blocker)));
    return lines;
  }

  private static String held(Analysis.Held held) {
    return "%s holds %s in %s%s [%s]"
        .formatted(
            held.id(),
            held.resource(),
            withoutPath(held.function()),
            held.location().isEmpty() ? "" : " (" + held.location() + ")",
            held.state());
  }

  private static String behind(Analysis.Blocker blocker) {
    String who = blocker.holders().size() > 1 ? "them, who wait for each other" : "it";
    return "%d %s behind %s%s"
        .formatted(
            blocker.victims(),
            blocker.victims() == 1 ? "waits" : "wait",
            who,
            blocker.direct() == blocker.victims()
                ? ""
                : ", %d of them directly".formatted(blocker.direct()));
  }

  private static String victims(Analysis.Blocker blocker) {
    int more = blocker.victims() - Math.min(VICTIMS, blocker.ids().size());
    return blocker.ids().isEmpty()
        ? ""
        : ": "
            + blocker.ids().stream().limit(VICTIMS).collect(Collectors.joining(", "))
            + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
