package dev.stuckpod.operator.loadtest.suspicion;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What is thought of a pod by one sense. */
public sealed interface Thought {

  /** It is to be looked at. */
  record Suspect(Suspicion suspicion) implements Thought {}

  /**
   * There is no reason to look.
   *
   * @param message why, in a sentence
   */
  record Clear(Why why, String message) implements Thought {}

  /** Of what all senses think the suspicion that says most; empty where there is none. */
  static Optional<Suspicion> strongest(Collection<Thought> thoughts) {
    return thoughts.stream()
        .flatMap(
            thought -> thought instanceof Suspect(Suspicion it) ? Stream.of(it) : Stream.empty())
        .min(Comparator.comparing(Suspicion::noticedBy).thenComparing(Suspicion::since));
  }

  /** There is no reason to look. */
  static Thought clear(Why why, String message) {
    return new Clear(why, message);
  }
}
