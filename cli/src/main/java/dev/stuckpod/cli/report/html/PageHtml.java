package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Fact;
import dev.stuckpod.cli.report.page.Headline;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws a page. */
public final class PageHtml {
  private static final int LONGEST_TITLE = 150;
  private static final int LONGEST = 2_000;

  private final HtmlDocument.Page html = new HtmlDocument.Page();
  private final ReportPage page;

  private PageHtml(ReportPage page) {
    this.page = page;
  }

  /** Draws it as one file, which needs no other. */
  public static HtmlDocument of(ReportPage page) {
    var drawn = new PageHtml(page);
    drawn.head();
    drawn.body();
    return drawn.html.document();
  }

  private void head() {
    html.open("html", "lang", "en").line().open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", Assets.POLICY).line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    html.element("title", Cut.marked(page.title(), LONGEST_TITLE)).line();
    html.ours("style", Assets.STYLE).close().line();
  }

  private void body() {
    html.open("body").line();
    html.element("a", "Skip to the explanation", "class", "skip", "href", "#main").line();
    header();
    navigation();
    html.open("main", "id", "main", "tabindex", "-1").line();
    page.remarks().forEach(remark -> html.element("p", remark, "class", "remark").line());
    if (!page.timeline().isEmpty()) {
      TimelineHtml.write(page.timeline(), html);
    }
    if (!page.plots().isEmpty()) {
      PlotHtml.write(page.plots(), html);
    }
    if (!page.tables().isEmpty()) {
      html.open("section", "id", "tables", "class", "tables").line();
      html.element("h2", page.tables().getFirst().title()).line();
      page.tables().forEach(table -> TableHtml.write(table, html));
      html.close().line();
    }
    for (Story story : page.stories()) {
      new StoryHtml(story, html, isAlone()).write();
    }
    if (!page.again().isEmpty()) {
      html.open("section", "id", "again").element("h2", "Ask again").line();
      StoryHtml.again(page.again(), html);
      html.close().line();
    }
    html.close().line();
    html.open("footer").open("div", "class", "wrap");
    html.text("Written by stuckpod report. This file fetches nothing and sends nothing.");
    html.close().close().line();
    html.ours("script", Assets.SCRIPT).line();
  }

  private void header() {
    Headline headline = page.headline();
    String tone = headline.tone().name().toLowerCase(Locale.ROOT);
    html.open("header", "class", "tone-" + tone).open("div", "class", "wrap").line();
    html.open("p", "class", "word").element("span", headline.word(), "class", "badge full");
    if (!headline.confidence().isEmpty()) {
      html.element("span", headline.confidence(), "class", "badge");
    }
    html.close().line().element("h1", Cut.marked(headline.sentence(), LONGEST)).line();
    if (!headline.sure().isEmpty()) {
      html.element("p", headline.sure(), "class", "sure").line();
    }
    change();
    facts(page.facts(), html);
    if (isAlone()) {
      facts(page.stories().getFirst().facts(), html);
    }
    html.close().close().line();
  }

  /** Whether the page is about one process, so that what is said of that is said of the whole. */
  private boolean isAlone() {
    return page.stories().size() == 1
        && page.headline().equals(page.stories().getFirst().headline());
  }

  private void change() {
    page.stories().stream()
        .flatMap(story -> story.causes().stream())
        .map(cause -> cause.suggestion())
        .filter(suggestion -> !suggestion.isEmpty())
        .findFirst()
        .ifPresent(
            suggestion -> {
              html.open("p", "class", "change").element("b", "What to change");
              html.text(suggestion).close().line();
            });
  }

  static void facts(List<Fact> facts, HtmlDocument.Page html) {
    if (facts.isEmpty()) {
      return;
    }
    html.open("dl", "class", "facts").line();
    for (Fact fact : facts) {
      html.element("dt", fact.name()).element("dd", Cut.marked(fact.value(), LONGEST)).line();
    }
    html.close().line();
  }

  private void navigation() {
    Map<String, String> places = new LinkedHashMap<>();
    if (!page.timeline().isEmpty()) {
      places.put("timeline", "Timeline");
    }
    if (!page.plots().isEmpty()) {
      places.put("readings", "Readings");
    }
    if (!page.tables().isEmpty()) {
      places.put("tables", page.tables().getFirst().title());
    }
    for (Story story : page.stories()) {
      if (isAlone()) {
        places.putAll(StoryHtml.places(story));
      } else {
        places.put(story.id(), Cut.marked(story.name(), 30));
      }
    }
    if (!page.again().isEmpty()) {
      places.put("again", "Ask again");
    }
    html.open("nav", "aria-label", "Parts of this page").open("ul").line();
    places.forEach(
        (id, name) -> html.open("li").element("a", name, "href", "#" + id).close().line());
    html.close().close().line();
  }
}
