package dev.stuckpod.operator.readings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets so many questions be asked of a source at once, and fewer by one namespace: whose queries
 * are slow waits for himself.
 */
final class Turns {

  private static final int IN_ALL = 8;
  private static final int OF_A_NAMESPACE = 2;

  private final Semaphore all = new Semaphore(IN_ALL, true);
  private final Map<String, Semaphore> namespaces = new ConcurrentHashMap<>();

  /** Asks when it is the namespace's turn. */
  <T> T take(String namespace, Supplier<T> question) {
    Semaphore own = namespaces.computeIfAbsent(namespace, _ -> new Semaphore(OF_A_NAMESPACE, true));
    own.acquireUninterruptibly();
    try {
      all.acquireUninterruptibly();
      try {
        return question.get();
      } finally {
        all.release();
      }
    } finally {
      own.release();
    }
  }
}
