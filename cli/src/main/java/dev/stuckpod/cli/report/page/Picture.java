package dev.stuckpod.cli.report.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom.
 *
 * @param nodes routines that do the same; the roots first
 * @param edges from who waits to who holds
 * @param remark what is not in it, in a sentence; empty where all is
 */
public record Picture(List<Node> nodes, List<Edge> edges, String remark) {
  public Picture {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** The part that routines play. */
  public enum Part {
    /** Others wait for it, and it waits for none of them. */
    ROOT,
    /** One of a circle. */
    CIRCLE,
    /** Waits, and is waited for. */
    BETWEEN,
    /** Waits. */
    VICTIM,
    /** Several that were folded together. */
    REST,
    /** Nobody, where somebody should be. */
    NOBODY
  }

  /**
   * Routines that do the same.
   *
   * @param id unique in its picture
   * @param count how many
   * @param function the application's call that they are in
   * @param brief function without its package
   * @param location {@code file:line}; empty when not known
   * @param link the line on the web; null when not known
   * @param state as the dump prints it
   * @param example the id of one of them; empty where there is none
   */
  public record Node(
      String id,
      Part part,
      int count,
      String function,
      String brief,
      String location,
      @Nullable String link,
      String state,
      String example) {}

  /**
   * Some wait for what others hold.
   *
   * @param waiter id of a node
   * @param holder id of a node
   * @param resource what is held
   * @param how in which way it is waited for
   * @param known how it is known who holds it
   * @param held whether it is held there, and not only to be served
   * @param fact whether dump or memory say so
   */
  public record Edge(
      String waiter,
      String holder,
      String resource,
      String how,
      String known,
      boolean held,
      boolean fact) {}
}
