package dev.stuckpod.operator.alerts;

import java.util.List;

/** Whoever decides what follows from alerts. */
public interface Suspicions {

  /**
   * Takes those of one payload and one namespace.
   *
   * @param truncated how many more alerts there were than the payload has
   * @return what came of each; more than one of a pod that several policies select
   * @throws RuntimeException when it failed: those that were done are known by then, and sending
   *     all again does no harm
   */
  List<Taken> take(String namespace, List<Suspect> suspects, long truncated);
}
