package dev.stuckpod.operator.pods;

import org.jspecify.annotations.Nullable;

/** The container of a pod that is watched, judged or captured. */
public interface Subject {

  /** Name of the pod. */
  String name();

  /** Uid of the pod. */
  String uid();

  /** The app's container. */
  String container();

  /** As in the pod's status; absent before it was made. */
  @Nullable String containerID();

  /** What controls the pod: pods of the same are siblings. */
  String workload();

  /** Whether the pod is being deleted. */
  boolean terminating();
}
