package dev.stuckpod.operator.turns;

import dev.stuckpod.operator.turns.NamespaceQueue.Next;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits and what is at work: so much at once, and less of one namespace, so that who is slow
 * keeps no other. Whoever shares one guards it.
 *
 * @param <T> what waits
 */
public final class Shares<T> {

  private final int atOnce;
  private final int ofANamespace;
  private final NamespaceQueue<T> waiting = new NamespaceQueue<>();
  private final Map<String, Integer> working = new HashMap<>();
  private int all;

  /**
   * Lets so many work at once.
   *
   * @param ofANamespace of these, how many may be one namespace's
   */
  public Shares(int atOnce, int ofANamespace) {
    this.atOnce = atOnce;
    this.ofANamespace = ofANamespace;
  }

  /** Adds something at the end of its namespace's line. */
  public void add(String namespace, T item) {
    waiting.add(namespace, item);
  }

  /** Lets something wait no longer. */
  public void remove(String namespace, T item) {
    waiting.remove(namespace, item);
  }

  /** Takes what is next, which is at work from now on; empty where nothing may be. */
  public Optional<Next<T>> next() {
    if (all >= atOnce) {
      return Optional.empty();
    }
    Optional<Next<T>> next =
        waiting.next(namespace -> working.getOrDefault(namespace, 0) < ofANamespace);
    next.ifPresent(
        one -> {
          all++;
          working.merge(one.namespace(), 1, Integer::sum);
        });
    return next;
  }

  /** One of the namespace's is at work no more. */
  public void ended(String namespace) {
    all--;
    working.computeIfPresent(namespace, (_, many) -> many == 1 ? null : many - 1);
  }
}
