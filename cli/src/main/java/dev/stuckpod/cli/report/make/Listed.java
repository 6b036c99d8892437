package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.model.Libraries;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Told;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Groups;
import java.util.Comparator;
import java.util.List;

/** Groups of stacks, as many as a page has room for. */
final class Listed {
  private static final int GROUPS = 400;
  private static final int FRAMES = 100;
  private static final int CALLS = 3;
  private static final int IDS = 5;

  private Listed() {}

  static Groups of(Analysis analysis, Links links) {
    List<Groups.Group> groups =
        analysis.stacks().stream()
            .sorted(Comparator.comparing(Analysis.Stack::idle))
            .limit(GROUPS)
            .map(stack -> group(stack, links))
            .toList();
    int left = analysis.summary().uniqueStacks() - groups.size();
    return new Groups(
        PlainText.routines(analysis.runtime()),
        groups,
        left > 0 ? "%d more groups are not listed; the dump has them".formatted(left) : "");
  }

  private static Groups.Group group(Analysis.Stack stack, Links links) {
    List<Groups.Frame> frames =
        stack.frames().stream().limit(FRAMES).map(line -> frame(line, links)).toList();
    return new Groups.Group(
        stack.count(),
        stack.state(),
        stack.waitMinutes(),
        stack.idle(),
        Told.calls(stack, CALLS),
        pack(stack),
        stack.ids().stream().limit(IDS).toList(),
        frames);
  }

  private static Groups.Frame frame(Analysis.Line line, Links links) {
    String at = line.line() > 0 ? line.file() + ":" + line.line() : line.file();
    return new Groups.Frame(
        line.function(),
        at,
        links.of(line.function(), line.file(), line.line()),
        !Libraries.isForeign(line.function(), line.file()));
  }

  /** The package of the innermost call of the application, else of the first call. */
  static String pack(Analysis.Stack stack) {
    return stack.frames().stream()
        .filter(line -> !Libraries.isForeign(line.function(), line.file()))
        .findFirst()
        .or(() -> stack.frames().stream().findFirst())
        .map(Listed::pack)
        .orElse("");
  }

  private static String pack(Analysis.Line line) {
    String function = line.function();
    if (line.file().endsWith(".go") || function.contains("/") || function.contains("(")) {
      int dot = function.indexOf('.', function.lastIndexOf('/') + 1);
      return dot < 0 ? function : function.substring(0, dot);
    }
    int type = function.lastIndexOf('.', Math.max(0, function.lastIndexOf('.') - 1));
    return type < 0 ? "" : function.substring(0, type);
  }
}
