package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** What is asked of the cluster about a pod that is about to be created. */
public interface Surroundings {

  /** Reads what a namespace says. */
  NamespaceFacts namespace(String name);

  /** Reads what a namespace allows its pods. */
  NamespaceLimits limits(String namespace);

  /** Reads what makes the pod. */
  Workload workload(Pod pod, String namespace);

  /** Says what keeps sidecars of an image from starting; empty where nothing is known to. */
  Optional<String> failingSidecar(String namespace, String image);

  /** Reads as whom images run there, as sidecars have seen it. */
  SeenUsers users(String namespace);
}
