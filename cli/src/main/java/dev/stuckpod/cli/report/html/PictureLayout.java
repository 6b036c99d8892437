package dev.stuckpod.cli.report.html;

import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.Picture.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Where everything of a picture stands, by the layered algorithm of the Eclipse Layout Kernel: the
 * roots left, who waits for them to the right of them.
 *
 * @param width of the whole, in pixels
 * @param height likewise
 * @param boxes of the nodes, by their id
 * @param routes of the edges, from who waits to who holds
 */
record PictureLayout(double width, double height, Map<String, Box> boxes, List<Route> routes) {
  private static final double BETWEEN_LAYERS = 48;
  private static final double BETWEEN_NODES = 16;
  private static final double MARGIN = 12;

  /** So many edges are told apart best where each has a way of its own. */
  private static final int FEW = 12;

  /** A place. */
  record Box(double x, double y, double width, double height) {}

  /** A point. */
  record Place(double x, double y) {}

  /** The way of an edge, and where its label begins. */
  record Route(Edge edge, List<Place> places, Place label) {}

  /** How large something is to be drawn. */
  record Size(double width, double height) {}

  /**
   * Finds a place for everything.
   *
   * @param nodes their sizes, by their id
   * @param labels sizes of the labels of edges, in the order of the edges; 0 where there is none
   */
  static PictureLayout of(Picture picture, Map<String, Size> nodes, List<Size> labels) {
    LayoutMetaDataService.getInstance(); // knows how its own defaults are copied
    ElkNode root = ElkGraphUtil.createGraph();
    root.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_NODES);
    root.setProperty(LayeredOptions.MERGE_EDGES, picture.edges().size() > FEW);
    root.setProperty(LayeredOptions.RANDOM_SEED, 1); // one dump, one picture
    Map<String, ElkNode> placed = new HashMap<>();
    nodes.forEach(
        (id, size) -> {
          ElkNode node = ElkGraphUtil.createNode(root);
          node.setDimensions(size.width(), size.height());
          placed.put(id, node);
        });
    List<ElkEdge> edges = new ArrayList<>();
    for (int i = 0; i < picture.edges().size(); i++) {
      Edge edge = picture.edges().get(i);
      ElkEdge drawn =
          ElkGraphUtil.createSimpleEdge(
              Objects.requireNonNull(placed.get(edge.holder())),
              Objects.requireNonNull(placed.get(edge.waiter())));
      if (labels.get(i).width() > 0) {
        ElkLabel label = ElkGraphUtil.createLabel("label", drawn);
        label.setDimensions(labels.get(i).width(), labels.get(i).height());
      }
      edges.add(drawn);
    }
    new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
    Map<String, Box> boxes = new HashMap<>();
    placed.forEach(
        (id, n) -> boxes.put(id, new Box(n.getX(), n.getY(), n.getWidth(), n.getHeight())));
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      routes.add(route(picture.edges().get(i), edges.get(i)));
    }
    return new PictureLayout(
        root.getWidth() + MARGIN, root.getHeight() + MARGIN, boxes, List.copyOf(routes));
  }

  private static Route route(Edge edge, ElkEdge drawn) {
    List<Place> places = new ArrayList<>();
    for (ElkEdgeSection section : drawn.getSections()) {
      places.add(new Place(section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        places.add(new Place(bend.getX(), bend.getY()));
      }
      places.add(new Place(section.getEndX(), section.getEndY()));
    }
    Place label =
        drawn.getLabels().isEmpty()
            ? new Place(0, 0)
            : new Place(drawn.getLabels().getFirst().getX(), drawn.getLabels().getFirst().getY());
    return new Route(edge, places.reversed(), label);
  }
}
