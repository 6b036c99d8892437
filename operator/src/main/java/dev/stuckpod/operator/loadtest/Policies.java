package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Held;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.suspicion.PolicyRule;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.readings.sources.Sources;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a window's namespace, and what they think of its pods. A window has them judged
 * for itself, more often than they are otherwise; what they open for themselves is theirs.
 */
final class Policies {

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);
  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final long MOST = 100;

  private final KubernetesClient client;
  private final Sources sources;
  private final Evaluation evaluation;
  private final Clock clock;
  private final Map<String, JudgingMemory> memories = new HashMap<>();
  private List<StuckPolicy> all = List.of();
  private Instant readAt = Instant.MIN;

  Policies(KubernetesClient client, Sources sources, Evaluation evaluation, Clock clock) {
    this.client = client;
    this.sources = sources;
    this.evaluation = evaluation;
    this.clock = clock;
  }

  /** Those of the namespace, as they were read some seconds ago at most. */
  List<StuckPolicy> in(String namespace) {
    if (!clock.instant().isBefore(readAt.plus(FRESH))) {
      all =
          client
              .resources(StuckPolicy.class)
              .inNamespace(namespace)
              .list(new ListOptionsBuilder().withLimit(MOST).build())
              .getItems();
      readAt = clock.instant();
      memories
          .keySet()
          .retainAll(
              all.stream().map(one -> one.getMetadata().getUid()).collect(Collectors.toSet()));
    }
    return all;
  }

  /** What they suspect, by uid of the pod. */
  Map<String, Suspicion> suspect(String namespace, Members members) {
    var suspicions = new HashMap<String, Suspicion>();
    for (StuckPolicy policy : in(namespace)) {
      List<PodFacts> pods = members.of(policy);
      if (!pods.isEmpty()) {
        try {
          suspect(policy, namespace, pods, suspicions);
        } catch (IllegalArgumentException | KubernetesClientException wrong) {
          LOG.debug("{}: {}", policy.getMetadata().getName(), wrong.getMessage());
        }
      }
    }
    return suspicions;
  }

  private void suspect(
      StuckPolicy policy,
      String namespace,
      List<PodFacts> pods,
      Map<String, Suspicion> suspicions) {
    Criteria criteria = Criteria.of(policy.getSpec());
    JudgingMemory memory =
        memories.computeIfAbsent(policy.getMetadata().getUid(), _ -> new JudgingMemory());
    Evaluation.Result result =
        evaluation.evaluate(
            criteria, sources.named(criteria.source()), namespace, pods, memory, Set.of());
    Instant now = clock.instant();
    Held held = memory.note(result, criteria, now);
    held.due()
        .forEach(
            judgement ->
                PolicyRule.of(policy.getMetadata().getName(), judgement, now.minus(criteria.hold()))
                    .ifPresent(one -> suspicions.putIfAbsent(judgement.pod().uid(), one)));
    memory.keepOnly(pods.stream().map(PodFacts::uid).collect(Collectors.toSet()), criteria.rules());
  }
}
