package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Held;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.judging.JudgingMemory;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.member.PolicyList;
import dev.stuckpod.operator.loadtest.suspicion.PolicyRule;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.readings.sources.Sources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policies of a window's namespace, and what they think of its pods. A window has them judged
 * for itself, more often than they are otherwise; what they open for themselves is theirs. One that
 * has not answered in time says nothing new in this turn.
 */
final class Policies {

  private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

  /** For all together: a source that is slow delays no other sense. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PolicyList list;
  private final Sources sources;
  private final Evaluation evaluation;
  private final Clock clock;
  private final Map<String, JudgingMemory> memories = new HashMap<>();
  private final Inquiry<Said> inquiry = new Inquiry<>();
  private final Map<String, Said> stands = new HashMap<>();

  /**
   * What a policy says.
   *
   * @param suspicions by uid of the pod
   * @param whole whether all of its questions were answered
   */
  record Said(Map<String, Suspicion> suspicions, boolean whole) {

    /** Of one that has not answered. */
    static final Said NOTHING = new Said(Map.of(), false);

    /**
     * Who is suspected has not recovered because nobody answers: what was said stands till then.
     */
    Said after(@Nullable Said before) {
      if (whole || before == null || before.suspicions().isEmpty()) {
        return this;
      }
      var both = new HashMap<>(before.suspicions());
      both.putAll(suspicions);
      return new Said(both, false);
    }
  }

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
    stands.keySet().retainAll(memories.keySet());
    var questions = new LinkedHashMap<String, Callable<Said>>();
    for (StuckPolicy policy : all) {
      List<PodFacts> pods = members.of(policy);
      if (!pods.isEmpty()) {
        String uid = policy.getMetadata().getUid();
        JudgingMemory memory = memories.computeIfAbsent(uid, _ -> new JudgingMemory());
        questions.put(uid, () -> suspect(policy, memory, namespace, pods));
      }
    }
    Map<String, Said> answers = inquiry.ask(questions, PATIENCE);
    var suspicions = new HashMap<String, Suspicion>();
    for (String uid : questions.keySet()) {
      Said said = answers.getOrDefault(uid, Said.NOTHING).after(stands.get(uid));
      stands.put(uid, said);
      said.suspicions().forEach(suspicions::putIfAbsent);
    }
    return suspicions;
  }

  private Said suspect(
      StuckPolicy policy, JudgingMemory memory, String namespace, List<PodFacts> pods) {
    var suspicions = new HashMap<String, Suspicion>();
    boolean whole = false;
    try {
      Criteria criteria = Criteria.of(policy.getSpec());
      Evaluation.Result result =
          evaluation.evaluate(
              criteria, sources.named(criteria.source()), namespace, pods, memory, Set.of());
      Instant now = clock.instant();
      Held held = memory.note(result, criteria, now);
      for (Judgement judgement : held.due()) {
        PolicyRule.of(policy.getMetadata().getName(), judgement, now.minus(criteria.hold()))
            .ifPresent(one -> suspicions.putIfAbsent(judgement.pod().uid(), one));
      }
      whole = result.failures().isEmpty();
      memory.keepOnly(
          pods.stream().map(PodFacts::uid).collect(Collectors.toSet()), criteria.rules());
    } catch (IllegalArgumentException | KubernetesClientException wrong) {
      LOG.debug("{}: {}", policy.getMetadata().getName(), wrong.getMessage());
    }
    return new Said(suspicions, whole);
  }
}
