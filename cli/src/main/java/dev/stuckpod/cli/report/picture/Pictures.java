package dev.stuckpod.cli.report.picture;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Told;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.Picture.Edge;
import dev.stuckpod.cli.report.page.Picture.Node;
import dev.stuckpod.cli.report.page.Picture.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes pictures of who waits for whom. */
public final class Pictures {
  private static final int EDGES = 120;

  private final Web web;
  private final Links links;

  private Pictures(Web web, Links links) {
    this.web = web;
    this.links = links;
  }

  /**
   * Makes one of a dump; where it names nobody, of what is found in it.
   *
   * @return null where nobody is known to wait for anybody
   */
  public static @Nullable Picture of(WaitForGraph graph, Analysis analysis, Links links) {
    Web web = Weaving.of(graph, analysis.findings());
    return web.arrows().isEmpty() ? of(analysis, links) : draw(web, links);
  }

  /**
   * Makes one of what is told of a dump, where the dump itself is not there.
   *
   * @return null where nobody is known to wait for anybody
   */
  public static @Nullable Picture of(Analysis analysis, Links links) {
    Web web = ToldWeb.of(analysis);
    return web.arrows().isEmpty() ? null : draw(web, links);
  }

  private static Picture draw(Web whole, Links links) {
    Folding.Folded folded = Folding.fold(whole);
    var picture = new Pictures(folded.web(), links);
    List<Node> nodes = picture.nodes();
    List<Edge> edges = picture.edges(nodes);
    String remark =
        folded.leftOut() == 0
            ? ""
            : "%d more who wait are not drawn; the groups below have them all"
                .formatted(folded.leftOut());
    return new Picture(nodes, edges.stream().limit(EDGES).toList(), remark);
  }

  private List<Node> nodes() {
    List<String> names =
        web.spots().keySet().stream()
            .sorted(
                Comparator.comparing(this::part)
                    .thenComparingInt((String name) -> -web.waiting(name))
                    .thenComparing(web::spot, Spot.ORDER))
            .toList();
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      Spot spot = web.spot(name);
      Frame frame = spot.frame();
      nodes.add(
          new Node(
              name,
              part(name),
              spot.count(),
              frame == null ? spot.words() : frame.function(),
              frame == null ? spot.words() : Told.withoutPath(frame.function()),
              frame == null ? "" : frame.location(),
              frame == null ? null : links.of(frame.function(), frame.file(), frame.line()),
              spot.state(),
              spot.example()));
    }
    return nodes;
  }

  private Part part(String name) {
    Spot spot = web.spot(name);
    if (spot.isNobody()) {
      return Part.NOBODY;
    }
    boolean held = web.arrows().stream().anyMatch(a -> a.to().equals(name));
    if (spot.frame() == null) {
      return Part.REST;
    }
    if (held && web.isInCircle(name)) {
      return Part.CIRCLE;
    }
    return !held ? Part.VICTIM : web.targets(name).isEmpty() ? Part.ROOT : Part.BETWEEN;
  }

  /** One edge between two nodes, however many locks are between them. */
  private List<Edge> edges(List<Node> nodes) {
    Map<List<String>, List<Arrow>> between = new LinkedHashMap<>();
    for (Arrow arrow : web.arrows()) {
      between.computeIfAbsent(List.of(arrow.from(), arrow.to()), _ -> new ArrayList<>()).add(arrow);
    }
    List<String> order = nodes.stream().map(Node::id).toList();
    return between.entrySet().stream()
        .map(e -> edge(e.getKey(), e.getValue()))
        .sorted(Comparator.comparingInt((Edge e) -> order.indexOf(e.holder())))
        .toList();
  }

  private static Edge edge(List<String> ends, List<Arrow> arrows) {
    Arrow first = arrows.getFirst();
    int sorts = new TreeSet<>(arrows.stream().map(Arrow::what).toList()).size();
    String resource =
        sorts == 1 ? first.resource() : "%s and %d more".formatted(first.resource(), sorts - 1);
    return new Edge(
        ends.getFirst(),
        ends.getLast(),
        resource,
        first.how(),
        first.known(),
        first.held(),
        first.fact());
  }

  /** Where a finding's participant stands, as a frame. */
  static Frame frame(Finding.Participant one) {
    String location = one.location();
    int colon = location.lastIndexOf(':');
    boolean lined = colon > 0 && location.substring(colon + 1).matches("\\d{1,9}");
    return new Frame(
        one.function(),
        lined ? location.substring(0, colon) : location,
        lined ? Integer.parseInt(location.substring(colon + 1)) : 0);
  }
}
