package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Groups;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.util.List;

/** Draws groups of stacks, folded; the script adds search and filters. */
final class GroupsHtml {
  /** So many are drawn only when they are looked at. */
  private static final int MANY = 60;

  private static final int LONGEST_PLACE = 300;
  private static final int LONGEST_NAME = 600;
  private static final int LONGEST_KEY = 120;

  private GroupsHtml() {}

  static void write(Groups groups, String heading, String id, HtmlDocument.Page html) {
    List<Groups.Group> busy = groups.groups().stream().filter(g -> !g.idle()).toList();
    List<Groups.Group> idle = groups.groups().stream().filter(Groups.Group::idle).toList();
    html.open(
            "section",
            "id",
            id,
            "class",
            groups.groups().size() > MANY ? "groups many" : "groups",
            "data-routines",
            groups.routines())
        .line();
    html.element(heading, "All %s, by stack".formatted(groups.routines())).line();
    tools(html);
    html.element("p", "", "class", "found", "role", "status").line();
    busy.forEach(group -> group(group, html));
    if (busy.isEmpty()) {
      html.element("p", "All of them are idle.", "class", "note").line();
    }
    if (!idle.isEmpty()) {
      int count = idle.stream().mapToInt(Groups.Group::count).sum();
      html.open("details", "class", "idle");
      html.element(
          "summary",
          "%d %s that are known to do nothing, in %d groups"
              .formatted(count, groups.routines(), idle.size()));
      html.open("div", "class", "inside").line();
      idle.forEach(group -> group(group, html));
      html.close().close().line();
    }
    if (!groups.leftOut().isEmpty()) {
      html.element("p", groups.leftOut(), "class", "note").line();
    }
    html.close().line();
  }

  private static void tools(HtmlDocument.Page html) {
    html.open("div", "class", "tools", "hidden", "").line();
    html.open("label", "class", "grow").text("Search (press /)");
    html.empty("input", "type", "search", "placeholder", "words of a stack, all of them").close();
    html.open("label").text("State").open("select").element("option", "any", "value", "");
    html.close().close().open("label").text("Package").open("select");
    html.element("option", "any", "value", "").close().close().close().line();
  }

  private static void group(Groups.Group group, HtmlDocument.Page html) {
    html.open(
        "details",
        "class",
        "group",
        "data-count",
        String.valueOf(group.count()),
        "data-state",
        Cut.marked(group.state(), LONGEST_KEY),
        "data-pack",
        Cut.marked(group.pack(), LONGEST_KEY));
    html.open("summary");
    html.element("span", "%d ×".formatted(group.count()), "class", "count").text(" ");
    String wait = group.minutes() > 0 ? ", up to %d min".formatted(group.minutes()) : "";
    html.element("span", "[%s%s]".formatted(group.state(), wait), "class", "state").text(" ");
    html.element("span", Cut.marked(group.place(), LONGEST_PLACE), "class", "place");
    html.close().open("div", "class", "body").open("pre");
    if (!group.ids().isEmpty()) {
      html.text("# for example " + Cut.marked(String.join(", ", group.ids()), LONGEST_NAME)).line();
    }
    for (Groups.Frame frame : group.frames()) {
      html.element(frame.own() ? "b" : "span", Cut.marked(frame.function(), LONGEST_NAME)).line();
      if (!frame.at().isEmpty()) {
        html.text("    ");
        if (frame.link() == null) {
          html.text(Cut.marked(frame.at(), LONGEST_NAME));
        } else {
          html.element("a", Cut.marked(frame.at(), LONGEST_NAME), "href", frame.link());
        }
        html.line();
      }
    }
    html.close().close().close().line();
  }
}
