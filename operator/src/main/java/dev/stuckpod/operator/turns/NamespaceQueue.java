package dev.stuckpod.operator.turns;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * What waits, of each namespace in the order in which it came; the namespaces take turns. Whoever
 * shares one guards it.
 *
 * @param <T> what waits
 */
public final class NamespaceQueue<T> {

  /** The namespace whose turn is longest ago comes first. */
  private final Map<String, Queue<T>> waiting = new LinkedHashMap<>();

  /** Adds something at the end of its namespace's line. */
  public void add(String namespace, T item) {
    waiting.computeIfAbsent(namespace, _ -> new ArrayDeque<>()).add(item);
  }

  /** Takes something out of its namespace's line, if it is there. */
  public void remove(String namespace, T item) {
    waiting.computeIfPresent(
        namespace,
        (_, line) -> {
          line.remove(item);
          return line.isEmpty() ? null : line;
        });
  }

  /** Something, and whose it is. */
  public record Next<T>(String namespace, T item) {}

  /**
   * Takes what is next; empty where nothing that may come waits.
   *
   * @param may tells whose may come now
   */
  public Optional<Next<T>> next(Predicate<String> may) {
    for (Iterator<Map.Entry<String, Queue<T>>> lines = waiting.entrySet().iterator();
        lines.hasNext(); ) {
      Map.Entry<String, Queue<T>> line = lines.next();
      if (may.test(line.getKey())) {
        lines.remove();
        T item = line.getValue().remove();
        if (!line.getValue().isEmpty()) {
          waiting.put(line.getKey(), line.getValue());
        }
        return Optional.of(new Next<>(line.getKey(), item));
      }
    }
    return Optional.empty();
  }
}
