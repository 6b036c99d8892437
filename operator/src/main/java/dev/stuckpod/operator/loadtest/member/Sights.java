package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says of a window's pods in full: read when one joins, and again when what is
 * watched of it has changed. Many threads may ask for one of them.
 */
public final class Sights {

  private static final String EVICTED = "Evicted";
  private static final String DISRUPTED = "DisruptionTarget";

  private record Known(PodView of, Pod whole) {}

  private final KubernetesClient client;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** Reads with a client. */
  public Sights(KubernetesClient client) {
    this.client = client;
  }

  /** Looks at them, as they are now. */
  public List<PodSight> of(Collection<Member> members) {
    Set<String> uids = new HashSet<>();
    members.forEach(member -> uids.add(member.facts().uid()));
    known.keySet().retainAll(uids);
    return members.stream()
        .flatMap(member -> whole(member).map(pod -> sight(member, pod)).stream())
        .toList();
  }

  /** One of them, whole; empty where it is gone or cannot be read. */
  public Optional<Pod> whole(Member member) {
    PodView view = member.view();
    Known before = known.get(view.uid());
    if (before != null && same(before.of(), view)) {
      return Optional.of(before.whole());
    }
    try {
      Pod pod = client.pods().inNamespace(view.namespace()).withName(view.name()).get();
      if (pod != null && view.uid().equals(pod.getMetadata().getUid())) {
        known.put(view.uid(), new Known(view, pod));
        return Optional.of(pod);
      }
    } catch (KubernetesClientException away) {
      // what was known of it stands until it can be read
    }
    return Optional.ofNullable(before).map(Known::whole);
  }

  /** Whether nothing has changed that is told of. */
  private static boolean same(PodView one, PodView other) {
    return one.terminating() == other.terminating()
        && one.over() == other.over()
        && one.ready().equals(other.ready())
        && one.facts().equals(other.facts());
  }

  private static PodSight sight(Member member, Pod pod) {
    Optional<ContainerStatus> status =
        pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
            ? Optional.empty()
            : pod.getStatus().getContainerStatuses().stream()
                .filter(one -> member.facts().container().equals(one.getName()))
                .findFirst();
    @Nullable ContainerStateTerminated end =
        status.map(ContainerStatus::getLastState).map(state -> state.getTerminated()).orElse(null);
    return new PodSight(
        member.facts().name(),
        member.facts().uid(),
        member.facts().workload(),
        Instant.parse(pod.getMetadata().getCreationTimestamp()),
        member.view().ready().now(),
        member.view().facts(member.facts().container()).map(ContainerFacts::restarts).orElse(0),
        end == null ? null : end.getReason(),
        end == null ? 0 : Objects.requireNonNullElse(end.getExitCode(), 0),
        end == null || end.getFinishedAt() == null ? null : Instant.parse(end.getFinishedAt()),
        evicted(pod),
        member.facts().terminating() || member.view().over());
  }

  private static boolean evicted(Pod pod) {
    return pod.getStatus() != null
        && (EVICTED.equals(pod.getStatus().getReason())
            || (pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                    .anyMatch(
                        one -> DISRUPTED.equals(one.getType()) && "True".equals(one.getStatus()))));
  }
}
