package dev.stuckpod.operator.history;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.OnAlert;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Stretch;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the source of the policy that has opened an incident, once for each incident of this
 * process, with a thread of its own: by what stands in the incident, so that another leader asks
 * the same.
 */
public final class Histories implements Hindsight {

  private static final Logger LOG = LoggerFactory.getLogger(Histories.class);

  /** More than are captured at once. */
  private static final int MOST = 64;

  private static final History LATE =
      Written.nothing(
          "How the readings were before is not here: the source of metrics had not answered when"
              + " this was written.");

  private final KubernetesClient client;
  private final PodRoster roster;
  private final Function<String, Courses> sources;
  private final Map<String, CompletableFuture<History>> asked = Recent.put(MOST);

  /**
   * Asks nobody yet.
   *
   * @param sources by the names of MetricsSources
   */
  public Histories(KubernetesClient client, PodRoster roster, Function<String, Courses> sources) {
    this.client = client;
    this.roster = roster;
    this.sources = sources;
  }

  @Override
  public void begin(DumpAnalysis analysis) {
    Trigger trigger = analysis.getSpec().trigger();
    if (trigger == null || trigger.policy() == null) {
      return;
    }
    var answer = new CompletableFuture<History>();
    synchronized (asked) {
      if (asked.putIfAbsent(key(analysis), answer) != null) {
        return;
      }
    }
    String policy = trigger.policy();
    Thread.ofVirtual()
        .name("history")
        .start(() -> answer.complete(ask(analysis, policy, trigger.rule())));
  }

  @Override
  public @Nullable History of(DumpAnalysis analysis) {
    synchronized (asked) {
      CompletableFuture<History> answer = asked.get(key(analysis));
      return answer == null ? null : answer.getNow(LATE);
    }
  }

  private History ask(DumpAnalysis analysis, String policyName, String ruleName) {
    String namespace = analysis.getMetadata().getNamespace();
    try {
      StuckPolicy policy =
          client.resources(StuckPolicy.class).inNamespace(namespace).withName(policyName).get();
      Criteria criteria = policy == null ? null : Criteria.of(policy.getSpec());
      if (ruleName.equals(OnAlert.RULE)) {
        return Written.nothing(
            "How the readings were before is not here: an alert led to this incident, no rule.");
      }
      Optional<Rule> rule = criteria == null ? Optional.empty() : told(criteria.rules(), ruleName);
      if (criteria == null || rule.isEmpty()) {
        return Written.nothing(
            "How the readings were before is not here: StuckPolicy %s has no rule %s any more."
                .formatted(policyName, ruleName));
      }
      if (!rule.get().needsMetrics()) {
        return Written.nothing(
            "How it was before is not here: rule %s is judged by the sidecar's glances, and these are not recorded."
                .formatted(ruleName));
      }
      DumpAnalysisSpec spec = analysis.getSpec();
      Stretch stretch = Stretch.of(rule.get().window().plus(criteria.hold()), noticed(analysis));
      List<AskedPod> pods = Company.of(roster, namespace, spec, rule.get());
      Courses.Told told =
          sources.apply(criteria.source()).over(stretch, rule.get(), namespace, pods);
      return Written.of(told, stretch, rule.get(), spec.podName());
    } catch (RuntimeException failed) { // nothing else may depend on it
      LOG.warn(
          "{}/{}: its readings could not be asked for: {}",
          namespace,
          analysis.getMetadata().getName(),
          failed.toString());
      return Written.nothing("How the readings were before could not be asked: " + failed);
    }
  }

  /** Of several rules that held together, one with metrics that have names. */
  private static Optional<Rule> told(List<Rule> rules, String name) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .min(Comparator.comparing(rule -> !(rule instanceof Rule.Clauses)));
  }

  /** When its readings were read. */
  private static Instant noticed(DumpAnalysis analysis) {
    Trigger trigger = analysis.getSpec().trigger();
    String at =
        trigger == null || trigger.readings() == null || trigger.readings().isEmpty()
            ? null
            : trigger.readings().getFirst().at();
    return Instant.parse(at == null ? analysis.getMetadata().getCreationTimestamp() : at);
  }

  private static String key(DumpAnalysis analysis) {
    return analysis.getMetadata().getNamespace() + "/" + analysis.getMetadata().getName();
  }
}
