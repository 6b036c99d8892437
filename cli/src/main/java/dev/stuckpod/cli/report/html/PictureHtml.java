package dev.stuckpod.cli.report.html;

import static dev.stuckpod.cli.report.html.PlotHtml.n;

import dev.stuckpod.cli.report.html.PictureLayout.Box;
import dev.stuckpod.cli.report.html.PictureLayout.Place;
import dev.stuckpod.cli.report.html.PictureLayout.Route;
import dev.stuckpod.cli.report.html.PictureLayout.Size;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.Picture.Edge;
import dev.stuckpod.cli.report.page.Picture.Node;
import dev.stuckpod.cli.report.page.Picture.Part;
import dev.stuckpod.text.Cut;
import dev.stuckpod.text.HtmlDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws who waits for whom, and says it as text, too. */
final class PictureHtml {
  private static final double CHARACTER = 7.3;
  private static final double SMALL_CHARACTER = 6.7;
  private static final double LINE = 16;
  private static final double PADDING = 9;
  private static final int MOST_CHARACTERS = 36;
  private static final int LABEL = 26;

  private final Picture picture;
  private final HtmlDocument.Page html;
  private final Map<String, List<String>> lines = new LinkedHashMap<>();

  private PictureHtml(Picture picture, HtmlDocument.Page html) {
    this.picture = picture;
    this.html = html;
    picture.nodes().forEach(node -> lines.put(node.id(), lines(node)));
  }

  static void write(Picture picture, String heading, String id, HtmlDocument.Page html) {
    html.open("section", "id", id, "class", "picture").element(heading, "Who waits for whom");
    html.line();
    var drawing = new PictureHtml(picture, html);
    drawing.svg();
    drawing.legend();
    drawing.text();
    html.close().line();
  }

  private void svg() {
    Map<String, Size> sizes = new LinkedHashMap<>();
    lines.forEach((id, text) -> sizes.put(id, size(text)));
    List<String> labels = picture.edges().stream().map(this::label).toList();
    PictureLayout layout =
        PictureLayout.of(
            picture,
            sizes,
            labels.stream()
                .map(l -> new Size(l.isEmpty() ? 0 : l.length() * SMALL_CHARACTER + 8, LINE))
                .toList());
    String width = String.valueOf((int) Math.ceil(layout.width()));
    String height = String.valueOf((int) Math.ceil(layout.height()));
    html.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", "Picture");
    html.open(
        "svg",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 %s %s".formatted(width, height),
        "role",
        "group",
        "aria-label",
        "Who waits for whom; below it the same as text");
    html.line();
    for (int i = 0; i < layout.routes().size(); i++) {
      edge(layout.routes().get(i), labels.get(i));
    }
    picture
        .nodes()
        .forEach(node -> node(node, Objects.requireNonNull(layout.boxes().get(node.id()))));
    html.close().close().line();
  }

  private static Size size(List<String> text) {
    int longest = text.stream().mapToInt(String::length).max().orElse(1);
    return new Size(longest * CHARACTER + 2 * PADDING, text.size() * LINE + 2 * PADDING - 4);
  }

  /** What stands in the box of a node: how many, in which call, where, and what it holds. */
  private List<String> lines(Node node) {
    List<String> text = new ArrayList<>();
    if (node.part() == Part.NOBODY) {
      text.add(cut(node.brief()));
      return text;
    }
    String state = node.state().isEmpty() ? "" : " [%s]".formatted(node.state());
    text.add(cut("%d ×%s".formatted(node.count(), state)));
    text.add(cut(node.brief()));
    String example = node.example().isEmpty() ? "" : "e.g. " + node.example();
    String where =
        node.location().isEmpty()
            ? example
            : node.location() + (example.isEmpty() ? "" : ", " + example);
    if (!where.isEmpty()) {
      text.add(cut(where));
    }
    Set<String> held = held(node.id());
    if (held.size() == 1) {
      text.add(cut("holds " + held.iterator().next()));
    } else if (held.size() > 1) {
      text.add("holds %d that others want".formatted(held.size()));
    }
    return text;
  }

  private Set<String> held(String id) {
    return picture.edges().stream()
        .filter(edge -> edge.held() && edge.holder().equals(id))
        .map(Edge::resource)
        .collect(Collectors.toSet());
  }

  /** What the box of the holder says already needs no label. */
  private String label(Edge edge) {
    boolean told = edge.held() && held(edge.holder()).size() == 1;
    return told ? "" : Cut.marked(edge.resource(), LABEL);
  }

  private static String cut(String text) {
    return Cut.marked(text, MOST_CHARACTERS);
  }

  private void node(Node node, Box box) {
    String part = node.part().name().toLowerCase(Locale.ROOT);
    html.open("g", "class", "node " + part);
    html.element("title", sentence(node));
    html.open(
            "rect",
            "x",
            n(box.x()),
            "y",
            n(box.y()),
            "width",
            n(box.width()),
            "height",
            n(box.height()),
            "rx",
            "6")
        .close();
    List<String> text = Objects.requireNonNull(lines.get(node.id()));
    for (int i = 0; i < text.size(); i++) {
      boolean what = i == 1 || text.size() == 1 && node.part() != Part.NOBODY;
      boolean linked = what && node.link() != null;
      if (linked) {
        html.open("a", "href", node.link());
      }
      html.element(
          "text",
          text.get(i),
          "class",
          what ? "what" : i == 2 ? "dim" : "",
          "x",
          n(box.x() + PADDING),
          "y",
          n(box.y() + PADDING + 9 + i * LINE));
      if (linked) {
        html.close();
      }
    }
    html.close().line();
  }

  private void edge(Route route, String label) {
    if (route.places().size() < 2) {
      return;
    }
    String points =
        route.places().stream()
            .map(p -> n(p.x()) + "," + n(p.y()))
            .collect(Collectors.joining(" "));
    String kind = route.edge().fact() ? "edge" : "edge guess";
    html.open("polyline", "class", kind, "points", points);
    html.element("title", sentence(route.edge())).close();
    html.open("polygon", "class", "head", "points", head(route.places())).close();
    if (!label.isEmpty()) {
      html.element(
          "text",
          label,
          "class",
          "lock",
          "x",
          n(route.label().x() + 4),
          "y",
          n(route.label().y() + 12));
    }
    html.line();
  }

  /** The head of an arrow, at the end of its way. */
  private static String head(List<Place> places) {
    Place tip = places.getLast();
    Place before = places.get(places.size() - 2);
    double length = Math.max(1, Math.hypot(tip.x() - before.x(), tip.y() - before.y()));
    double dx = (tip.x() - before.x()) / length;
    double dy = (tip.y() - before.y()) / length;
    return "%s,%s %s,%s %s,%s"
        .formatted(
            n(tip.x()),
            n(tip.y()),
            n(tip.x() - 9 * dx + 4.5 * dy),
            n(tip.y() - 9 * dy - 4.5 * dx),
            n(tip.x() - 9 * dx - 4.5 * dy),
            n(tip.y() - 9 * dy + 4.5 * dx));
  }

  private void legend() {
    html.open("ul", "class", "legend").line();
    if (picture.edges().stream().anyMatch(Edge::fact)) {
      html.open("li").element("span", "", "class", "swatch fact");
      html.text("waits for; the dump or the process's memory says so").close();
    }
    if (picture.edges().stream().anyMatch(edge -> !edge.fact())) {
      html.open("li").element("span", "", "class", "swatch guess");
      html.text("waits for; inferred, or nobody is seen").close();
    }
    html.close().line();
    if (!picture.remark().isEmpty()) {
      html.element("p", picture.remark(), "class", "note").line();
    }
  }

  private void text() {
    html.open("details").element("summary", "The same as text").open("ul").line();
    picture.edges().forEach(edge -> html.element("li", sentence(edge)).line());
    html.close().close().line();
  }

  private String sentence(Edge edge) {
    Map<String, Node> nodes = new HashMap<>();
    picture.nodes().forEach(node -> nodes.put(node.id(), node));
    Node waiter = Objects.requireNonNull(nodes.get(edge.waiter()));
    Node holder = Objects.requireNonNull(nodes.get(edge.holder()));
    String how = edge.how().isEmpty() ? "" : " " + edge.how();
    String begin =
        "%s %s%s: %s"
            .formatted(
                sentence(waiter), waiter.count() == 1 ? "waits" : "wait", how, edge.resource());
    if (holder.part() == Part.NOBODY) {
      return "%s; %s".formatted(begin, holder.brief());
    }
    return "%s, %s by %s; %s"
        .formatted(begin, edge.held() ? "held" : "served", sentence(holder), edge.known());
  }

  private static String sentence(Node node) {
    if (node.part() == Part.NOBODY) {
      return node.brief();
    }
    String state = node.state().isEmpty() ? "" : " [%s]".formatted(node.state());
    String where = node.location().isEmpty() ? "" : " (%s)".formatted(node.location());
    return "%d × %s%s%s".formatted(node.count(), Cut.marked(node.function(), 300), where, state);
  }
}
