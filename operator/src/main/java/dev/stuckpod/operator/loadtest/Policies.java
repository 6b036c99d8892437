package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Held;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.member.PolicyList;
import dev.stuckpod.operator.loadtest.suspicion.PolicyRule;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.readings.sources.Sources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final PolicyList list;
  private final Sources sources;
  private final Evaluation evaluation;
  private final Clock clock;
  private final Map<String, JudgingMemory> memories = new HashMap<>();

  Policies(KubernetesClient client, Sources sources, Evaluation evaluation, Clock clock) {
    this.list = new PolicyList(client, clock);
    this.sources = sources;
    this.evaluation = evaluation;
    this.clock = clock;
  }

  /** Those of the window's namespace, as they were read some seconds ago at most. */
  PolicyList.Listed of(LoadTestWindow window) {
    return list.in(
        window.getMetadata().getNamespace(),
        Objects.requireNonNullElse(window.getSpec().policies(), List.<String>of()));
  }

  /** What they suspect, by uid of the pod. */
  Map<String, Suspicion> suspect(LoadTestWindow window, Members members) {
    String namespace = window.getMetadata().getNamespace();
    List<StuckPolicy> all = of(window).all();
    memories
        .keySet()
        .retainAll(all.stream().map(one -> one.getMetadata().getUid()).collect(Collectors.toSet()));
    var suspicions = new HashMap<String, Suspicion>();
    for (StuckPolicy policy : all) {
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
