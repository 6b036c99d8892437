package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.inject.facts.SeenUsers;
import dev.stuckpod.operator.inject.facts.Surroundings;
import dev.stuckpod.operator.inject.facts.Workload;
import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster in which nothing stands in a sidecar's way.
 *
 * @param labels of every namespace
 */
record QuietSurroundings(Map<String, String> labels) implements Surroundings {

  @Override
  public NamespaceFacts namespace(String name) {
    return new NamespaceFacts(name, labels);
  }

  @Override
  public NamespaceLimits limits(String namespace) {
    return NamespaceLimits.NONE;
  }

  @Override
  public Workload workload(Pod pod, String namespace) {
    return Workload.NONE;
  }

  @Override
  public Optional<String> failingSidecar(String namespace, String image) {
    return Optional.empty();
  }

  @Override
  public SeenUsers users(String namespace) {
    return _ -> RunAs.UNKNOWN;
  }
}
