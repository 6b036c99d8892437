package dev.stuckpod.operator.answers;

import static dev.stuckpod.operator.answers.Shape.ALL;

import java.util.HashMap;
import java.util.Map;

/** What shapes are put together of. */
final class Fields {

  static final Shape NAME = Shape.texts(1, 253);
  static final Shape SENTENCE = Shape.texts(1, 1024);

  /** Of lists, where to go on. */
  static final Map<String, Shape> IDENTITY =
      all(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "continue",
          "remainingItemCount");

  private Fields() {}

  /**
   * An object, a list of such objects, what has happened to one, or a Status, which is what comes
   * of a deletion.
   */
  static Shape object(Shape metadata, Map<String, Shape> parts) {
    Map<String, Shape> one =
        with(with(all("apiVersion", "kind"), parts), Map.of("metadata", metadata));
    return Shape.only(
        with(
            with(one, Map.of("items", Shape.only(one), "object", Shape.only(one))),
            all("code", "details", "message", "reason", "type")));
  }

  static Map<String, Shape> all(String... fields) {
    var shapes = new HashMap<String, Shape>();
    for (String field : fields) {
      shapes.put(field, ALL);
    }
    return Map.copyOf(shapes);
  }

  static Map<String, Shape> with(Map<String, Shape> some, Map<String, Shape> more) {
    var both = new HashMap<>(some);
    both.putAll(more);
    return Map.copyOf(both);
  }
}
