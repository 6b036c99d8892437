package dev.stuckpod.cli.explore.screen;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.answer.Routine;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.OneLine;
import dev.stuckpod.text.ScreenText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers for a person at a terminal. */
public final class TextAnswers {
  private static final int GROUPS = 30;
  private static final int IDS = 5;

  private final ScreenText.Page page;
  private final int most;

  private TextAnswers(Layout layout, int most) {
    this.page = new ScreenText.Page(layout);
    this.most = most;
  }

  /** Lays an answer out. */
  public static ScreenText of(Answer answer, Layout layout) {
    return of(answer, layout, GROUPS);
  }

  /** Lays an answer out for whoever takes it page by page: all groups that it has. */
  public static ScreenText whole(Answer answer) {
    return of(answer, Layout.PLAIN, Integer.MAX_VALUE);
  }

  private static ScreenText of(Answer answer, Layout layout, int most) {
    var text = new TextAnswers(layout, most);
    text.write(answer);
    return text.page.text();
  }

  private void write(Answer answer) {
    switch (answer) {
      case Answer.Said said -> {
        if (!said.sentence().isEmpty()) {
          page.line(said.sentence());
        }
      }
      case Answer.Wrong wrong -> wrong(wrong);
      case Answer.Verdicts verdicts -> verdicts.dumps().forEach(this::verdict);
      case Answer.Summary summary -> summary(summary);
      case Answer.Stacks stacks -> stacks(stacks);
      case Answer.Groups groups -> groups(groups);
      case Answer.Difference difference -> difference(difference);
      case Answer.Edges edges -> edges(edges);
      case Answer.Chain chain -> chain(chain);
      case Answer.Help help -> help(help);
    }
  }

  /** Shows the line again with a mark below what is wrong. */
  private void wrong(Answer.Wrong wrong) {
    if (wrong.column() >= 0) {
      page.line("  " + OneLine.of(wrong.line()).text());
      page.line("  " + " ".repeat(Math.min(wrong.column(), wrong.line().length())) + "^");
    }
    page.line(wrong.sentence());
  }

  private void verdict(Answer.Dump dump) {
    page.line(dump.headline(), ": " + dump.cause());
    page.line(
        "%s = %s: %s, %d routines, %d unique stacks, %d idle"
            .formatted(
                dump.name(),
                dump.source(),
                dump.runtime(),
                dump.routines(),
                dump.stacks(),
                dump.idle()));
    dump.problems().forEach(problem -> page.line("  ! " + problem));
  }

  private void summary(Answer.Summary summary) {
    page.line(
        "%s: %d %s, %d idle"
            .formatted(
                summary.name(),
                summary.routines(),
                summary.folded() ? "different stacks" : "routines",
                summary.idle()));
    summary.states().forEach((state, n) -> page.line("%8d  %s".formatted(n, state)));
  }

  private void stacks(Answer.Stacks stacks) {
    stacks.stacks().forEach(this::stack);
    int shown = stacks.stacks().size();
    if (shown < stacks.total()) {
      page.line(
          "%d to %d of %d; show %d goes on"
              .formatted(
                  Math.min(stacks.offset() + 1, stacks.offset() + shown),
                  stacks.offset() + shown,
                  stacks.total(),
                  stacks.offset() + shown));
    } else if (stacks.total() == 0) {
      page.line("nobody");
    }
    idle(stacks.idle());
  }

  private void stack(Routine one) {
    page.line(header(one), more(one));
    if (!one.lock().isEmpty() || !one.channel().isEmpty()) {
      page.line(
          "  # waits for %s%s"
              .formatted(one.channel().isEmpty() ? "" : "channel ", one.channel() + one.lock()));
    }
    one.calls().forEach(call -> call(call, ""));
    Analysis.Line creator = one.createdBy();
    if (creator != null) {
      call(
          new Analysis.Line("created by " + creator.function(), creator.file(), creator.line()),
          one.starter() > 0 ? " in goroutine " + one.starter() : "");
    }
    page.line("");
  }

  private static String header(Routine one) {
    String kind = one.id().startsWith("\"") ? "" : "goroutine ";
    return kind + (one.id().isEmpty() ? "without id" : one.id());
  }

  private static String more(Routine one) {
    return " [%s%s%s]%s%s:%s"
        .formatted(
            one.state(),
            one.minutes() > 0 ? ", " + one.minutes() + " minutes" : "",
            one.locked() ? ", locked to thread" : "",
            one.labels().isEmpty() ? "" : " " + one.labels(),
            (one.dump() == null ? "" : " of " + one.dump()) + (one.idle() ? " (idle)" : ""),
            one.count() > 1
                ? " %d times: [%s]".formatted(one.count(), ids(one.ids(), one.count(), 20))
                : "");
  }

  private void call(Analysis.Line call, String after) {
    page.line(call.function() + after);
    if (!call.file().isEmpty()) {
      page.line("    " + call.file() + (call.line() > 0 ? ":" + call.line() : ""));
    }
  }

  private void groups(Answer.Groups groups) {
    page.line(
        "%d routines in %d groups%s"
            .formatted(
                groups.routines(),
                groups.total(),
                groups.level().equals("exact") ? "" : ", by " + groups.level()));
    List<Answer.Alike> shown = groups.groups().stream().limit(most).toList();
    shown.forEach(one -> alike(one, ""));
    if (groups.total() > shown.size()) {
      page.line(
          "and %d groups more; where EXPR picks some, groups function makes fewer"
              .formatted(groups.total() - shown.size()));
    }
    idle(groups.idle());
  }

  private void alike(Answer.Alike one, String indent) {
    page.line(
        "%s%7d x %s[%s]%s %s%s"
            .formatted(
                indent,
                one.count(),
                one.dump() == null ? "" : one.dump() + " ",
                states(one.states()),
                one.minutes() > 0 ? " up to %d min".formatted(one.minutes()) : "",
                one.what(),
                one.ids().isEmpty() ? "" : ", e.g. " + one.ids().getFirst()));
  }

  private static String states(Map<String, Long> states) {
    return states.size() == 1
        ? states.keySet().iterator().next()
        : states.entrySet().stream()
            .limit(4)
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
  }

  private void idle(long idle) {
    if (idle > 0) {
      page.line("%d idle ones are folded away; idle on shows them".formatted(idle));
    }
  }

  private void difference(Answer.Difference difference) {
    page.line("From %s to %s:".formatted(difference.first(), difference.second()));
    for (Answer.Part part : difference.parts()) {
      String name = part.name() == null ? "" : ", now in " + part.name();
      page.line("%7d %s%s".formatted(part.count(), part.called(), name));
      part.groups().forEach(one -> alike(one, "    "));
    }
    if (difference.unfollowed() > 0) {
      page.line("%d have no id and cannot be followed".formatted(difference.unfollowed()));
    }
  }

  private void edges(Answer.Edges edges) {
    page.line(edges.about() + ":");
    for (Answer.Edge edge : edges.edges()) {
      page.line("  " + who(edge.who()));
      edge(edge, "      ");
    }
    if (!edges.otherwise().isEmpty()) {
      page.line("  " + edges.otherwise());
    }
  }

  private void edge(Answer.Edge edge, String indent) {
    String address = edge.resource().contains(edge.address()) ? "" : " at " + edge.address();
    page.line("%s%s%s, %s".formatted(indent, edge.resource(), address, edge.how()));
    if (!edge.evidence().isEmpty()) {
      page.line(indent + "- " + edge.evidence());
    }
  }

  private static String who(Answer.Who who) {
    return "%s [%s]%s %s"
        .formatted(
            who.count() == 1 && who.ids().size() == 1
                ? who.ids().getFirst()
                : "%d x (%s)".formatted(who.count(), ids(who.ids(), who.count(), IDS)),
            who.state(),
            who.minutes() > 0 ? " for %d min".formatted(who.minutes()) : "",
            who.place());
  }

  private static String ids(List<String> ids, long count, int most) {
    String some = ids.stream().limit(most).collect(Collectors.joining(", "));
    long more = count - Math.min(most, ids.size());
    return more > 0 && !some.isEmpty() ? some + " and %d more".formatted(more) : some;
  }

  private void chain(Answer.Chain chain) {
    for (Answer.Step step : chain.steps()) {
      page.line(who(step.who()));
      step("    waits for ", step.wants());
      step("    held by the next: ", step.held());
    }
    page.line(chain.end());
    if (!chain.findings().isEmpty()) {
      page.line("What the analysis finds there:");
      chain.findings().forEach(finding -> page.line("  " + finding));
    }
  }

  private void step(String before, Answer.@Nullable Edge edge) {
    if (edge == null) {
      return;
    }
    if (before.contains("waits")) {
      String address = edge.resource().contains(edge.address()) ? "" : " at " + edge.address();
      page.line("%s%s%s, %s".formatted(before, edge.resource(), address, edge.how()));
    } else {
      page.line(before + edge.how());
      if (!edge.evidence().isEmpty()) {
        page.line("    - " + edge.evidence());
      }
    }
  }

  private void help(Answer.Help help) {
    for (Answer.Entry entry : help.entries()) {
      page.line("  %-36s %s".formatted(entry.typed(), entry.about()));
    }
  }
}
