package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.PodView;
import java.util.Optional;
import java.util.stream.Stream;

/** Pods as they were last seen. */
public interface KnownPods {

  /** One of them. */
  Optional<PodView> find(String namespace, String name);

  /** All of them. */
  Stream<PodView> all();
}
