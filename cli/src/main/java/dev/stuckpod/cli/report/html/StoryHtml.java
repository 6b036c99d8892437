package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Ask;
import dev.stuckpod.cli.report.page.Cause;
import dev.stuckpod.cli.report.page.Movement;
import dev.stuckpod.cli.report.page.Raw;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.page.Table;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws what the dumps of one process say. */
final class StoryHtml {
  private static final int LONGEST = 2_000;
  private static final int LONGEST_NAME = 300;

  private final Story story;
  private final HtmlDocument.Page html;
  private final boolean alone;
  private final String heading;

  /** Draws one; what is alone in its page was told in the page's head. */
  StoryHtml(Story story, HtmlDocument.Page html, boolean alone) {
    this.story = story;
    this.html = html;
    this.alone = alone;
    this.heading = alone ? "h2" : "h3";
  }

  /** Where its parts are. */
  static Map<String, String> places(Story story) {
    Map<String, String> places = new LinkedHashMap<>();
    put(places, story.picture() != null, story.id() + "-picture", "Who waits for whom");
    put(places, !story.causes().isEmpty(), story.id() + "-evidence", "Evidence");
    put(places, !story.siblings().isEmpty(), story.id() + "-sibling", "Beside it");
    put(places, !story.tables().isEmpty(), story.id() + "-noticed", "Why noticed");
    put(places, story.movement() != null, story.id() + "-movement", "What moved");
    places.put(story.id() + "-groups", "Groups");
    put(places, !story.again().isEmpty(), story.id() + "-again", "Ask again");
    put(places, !story.raws().isEmpty(), story.id() + "-raw", "The dump");
    return places;
  }

  private static void put(Map<String, String> places, boolean there, String id, String name) {
    if (there) {
      places.put(id, name);
    }
  }

  void write() {
    html.open("section", "id", story.id()).line();
    if (!alone) {
      head();
    }
    story.remarks().forEach(remark -> html.element("p", cut(remark), "class", "remark").line());
    if (story.picture() != null) {
      PictureHtml.write(story.picture(), heading, story.id() + "-picture", html);
    }
    causes();
    siblings();
    if (story.movement() != null) {
      movement(story.movement());
    }
    GroupsHtml.write(story.groups(), heading, story.id() + "-groups", html);
    if (!story.again().isEmpty()) {
      section("again", "Ask again");
      again(story.again(), html);
      html.close().line();
    }
    raws();
    html.close().line();
  }

  private void head() {
    String tone = story.headline().tone().name().toLowerCase(Locale.ROOT);
    html.element("h2", "Pod " + story.name()).line();
    html.open("div", "class", "card tone-" + tone).open("p", "class", "word");
    html.element("span", story.headline().word(), "class", "badge full");
    if (!story.headline().confidence().isEmpty()) {
      html.element("span", story.headline().confidence(), "class", "badge");
    }
    html.close().element("p", cut(story.headline().sentence()));
    html.element("p", story.headline().sure(), "class", "note");
    PageHtml.facts(story.facts(), html);
    html.close().line();
  }

  private void section(String part, String title) {
    html.open("section", "id", story.id() + "-" + part).element(heading, title).line();
  }

  private void causes() {
    if (story.causes().isEmpty()) {
      return;
    }
    section("evidence", "Evidence, step by step");
    for (Cause cause : story.causes()) {
      String tone = cause.tone().name().toLowerCase(Locale.ROOT);
      html.open("article", "class", "card tone-" + tone).line();
      html.element(alone ? "h3" : "h4", cut(cause.title())).line();
      html.open("p", "class", "word").element("span", cause.confidence(), "class", "badge");
      html.element("span", cause.rule(), "class", "note").close().line();
      if (!cause.explanation().isEmpty()) {
        html.element("p", cut(cause.explanation())).line();
      }
      participants(cause);
      html.open("ol", "class", "evidence").line();
      cause.evidence().forEach(seen -> html.element("li", cut(seen)).line());
      html.close().line();
      if (!cause.suggestion().isEmpty()) {
        html.open("p", "class", "change").element("b", "What to change");
        html.text(cut(cause.suggestion())).close().line();
      }
      html.close().line();
    }
    html.close().line();
  }

  private void participants(Cause cause) {
    if (cause.participants().isEmpty()) {
      return;
    }
    html.open(
        "div",
        "class",
        "scroll parts",
        "tabindex",
        "0",
        "role",
        "group",
        "aria-label",
        "Who takes part");
    html.open("table").open("thead").open("tr").element("th", "part", "scope", "col");
    html.element("th", "how many", "class", "n", "scope", "col");
    html.element("th", "where", "scope", "col").element("th", "state", "scope", "col");
    html.element("th", "for example", "scope", "col").close().close().open("tbody").line();
    for (Cause.Participant one : cause.participants()) {
      html.open("tr").element("td", one.role());
      html.element("td", String.valueOf(one.count()), "class", "n").open("td", "class", "mono");
      html.text(Cut.marked(one.function(), LONGEST_NAME)).text(" ");
      place(one);
      html.close().element("td", one.state());
      html.element("td", Cut.marked(one.example(), LONGEST_NAME)).close().line();
    }
    html.close().close().close().line();
  }

  private void place(Cause.Participant one) {
    if (one.location().isEmpty()) {
      return;
    }
    if (one.link() == null) {
      html.text("(" + one.location() + ")");
    } else {
      html.element("a", one.location(), "href", one.link());
    }
  }

  private void movement(Movement movement) {
    section("movement", "What moved");
    html.element("p", movement.sentence()).line();
    if (!movement.places().isEmpty()) {
      TableHtml.write(
          new Table(
              "Stacks that have changed most, then those that have not",
              List.of("in the first dump", "in the last", "the same ones", "state", "where"),
              movement.places().stream()
                  .map(
                      p ->
                          List.of(
                              String.valueOf(p.before()),
                              String.valueOf(p.after()),
                              String.valueOf(p.stayed()),
                              p.state(),
                              p.place()))
                  .toList()),
          html);
    }
    if (movement.more() > 0) {
      html.element("p", "%d more are not listed".formatted(movement.more()), "class", "note");
    }
    html.close().line();
  }

  private void siblings() {
    if (!story.siblings().isEmpty()) {
      section("sibling", "Beside it");
      story.siblings().forEach(said -> html.element("p", cut(said)).line());
      html.close().line();
    }
    if (!story.tables().isEmpty()) {
      section("noticed", "Why it was noticed");
      story.tables().forEach(table -> TableHtml.write(table, html));
      html.close().line();
    }
  }

  static void again(List<Ask> asks, HtmlDocument.Page html) {
    html.open("ul", "class", "again").line();
    for (Ask ask : asks) {
      html.open("li").element("span", ask.why());
      html.element("code", Cut.marked(ask.command(), LONGEST)).close().line();
    }
    html.close().line();
  }

  private void raws() {
    if (story.raws().isEmpty()) {
      return;
    }
    section("raw", story.raws().size() == 1 ? "The dump" : "The dumps");
    for (Raw raw : story.raws()) {
      html.open("p").element("b", Cut.marked(raw.name(), LONGEST_NAME)).text(" " + raw.facts());
      if (!raw.sha256().isEmpty()) {
        html.empty("br").text("SHA-256 of %s: ".formatted(raw.of()));
        html.element("code", raw.sha256(), "class", "digest");
      }
      html.close().line();
    }
    html.close().line();
  }

  private static String cut(String text) {
    return Cut.marked(text, LONGEST);
  }
}
