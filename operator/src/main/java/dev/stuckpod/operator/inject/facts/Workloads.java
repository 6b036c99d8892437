package dev.stuckpod.operator.inject.facts;

import dev.stuckpod.operator.names.ObjectName;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the workloads that make pods. */
public final class Workloads {

  private static final Logger LOG = LoggerFactory.getLogger(Workloads.class);

  /** The part of a workload that a rollout makes anew before it takes the old away. */
  private static final long ROLLED_OUT_AT_ONCE = 4;

  private final KubernetesClient client;

  /** Reads with a client. */
  public Workloads(KubernetesClient client) {
    this.client = client;
  }

  /** Finds what controls a pod. */
  public static Optional<OwnerReference> owner(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }

  /** Reads what makes a pod; {@link Workload#NONE} where it is of an unknown kind. */
  public Workload of(Pod pod, String namespace) {
    try {
      return owner(pod).map(owner -> of(owner, namespace)).orElse(Workload.NONE);
    } catch (KubernetesClientException failed) {
      LOG.warn("A workload of namespace {} could not be read: {}", namespace, failed.getMessage());
      return Workload.UNREAD;
    }
  }

  private Workload of(OwnerReference owner, String namespace) {
    String name = owner.getName();
    if (name == null || !ObjectName.isSubdomain(name)) {
      return Workload.NONE;
    }
    return switch (owner.getApiVersion() + "/" + owner.getKind()) {
      case "apps/v1/ReplicaSet" -> {
        var set = client.apps().replicaSets().inNamespace(namespace).withName(name).get();
        yield set == null ? Workload.NONE : of(set);
      }
      case "apps/v1/StatefulSet" -> {
        var set = client.apps().statefulSets().inNamespace(namespace).withName(name).get();
        yield set == null
            ? Workload.NONE
            : of(
                set.getSpec().getReplicas(),
                set.getStatus() == null ? null : set.getStatus().getReplicas());
      }
      case "apps/v1/DaemonSet" -> {
        var set = client.apps().daemonSets().inNamespace(namespace).withName(name).get();
        yield set == null || set.getStatus() == null
            ? Workload.NONE
            : of(
                set.getStatus().getDesiredNumberScheduled(),
                set.getStatus().getCurrentNumberScheduled());
      }
      case "batch/v1/Job" -> {
        var job = client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
        yield job == null
            ? Workload.NONE
            : of(
                job.getSpec().getParallelism(),
                job.getStatus() == null ? null : job.getStatus().getActive());
      }
      default -> Workload.NONE;
    };
  }

  /** Of all workloads, a ReplicaSet says of its own that its pods are refused. */
  public static Workload of(ReplicaSet set) {
    var status = set.getStatus();
    Workload workload =
        of(set.getSpec().getReplicas(), status == null ? null : status.getReplicas());
    return status == null
        ? workload
        : new Workload(
            workload.coming(),
            status.getConditions().stream()
                .filter(condition -> "ReplicaFailure".equals(condition.getType()))
                .filter(condition -> "FailedCreate".equals(condition.getReason()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(ReplicaSetCondition::getMessage)
                .filter(message -> !isBeforeWebhooks(message))
                .findFirst());
  }

  /**
   * Tells whether a pod was refused before any webhook was asked, as the first ones of a new
   * namespace are, which has no service account for a moment: it was not for a sidecar.
   */
  private static boolean isBeforeWebhooks(String refusal) {
    return refusal.contains(": error looking up service account ");
  }

  /**
   * Counts the pods to come.
   *
   * @param wanted in all
   * @param made already
   */
  public static Workload of(@Nullable Integer wanted, @Nullable Integer made) {
    long all = wanted == null ? 1 : wanted;
    long others = all - (made == null ? 0 : made) - 1;
    long rollout = Math.ceilDiv(Math.max(1, all), ROLLED_OUT_AT_ONCE);
    return new Workload(OptionalLong.of(Math.max(0, others) + rollout), Optional.empty());
  }
}
