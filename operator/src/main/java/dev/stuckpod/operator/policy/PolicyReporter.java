package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.pods.Subject;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells about evaluations: Events on pod and policy, numbers on /metrics, a line in the log. */
public final class PolicyReporter {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyReporter.class);

  private final EventRecorder events;
  private final MeterRegistry meters;

  /** Writes Events and counts in meters. */
  public PolicyReporter(EventRecorder events, MeterRegistry meters) {
    this.events = events;
    this.meters = meters;
  }

  private record Counted(String value, dev.stuckpod.operator.decide.Reason reason) {}

  void evaluated(Evaluation.Result result, Duration took) {
    meters.timer("stuckpod_evaluation").record(took);
    result.verdicts().stream()
        .map(Judgement::decision)
        .collect(
            Collectors.groupingBy(
                decision -> new Counted(decision.value(), decision.reason()),
                Collectors.counting()))
        .forEach(
            (counted, count) ->
                meters
                    .counter(
                        "stuckpod_decisions",
                        "value",
                        counted.value(),
                        "reason",
                        counted.reason().name())
                    .increment(count));
  }

  /** Tells of a pod: that it is stuck on the pod itself, what comes of that on the policy. */
  void pod(StuckPolicy policy, Judgement verdict, Reason reason, String note) {
    pod(policy, verdict.pod(), verdict.rule(), reason, note);
  }

  /** Tells the same, whatever the pod is suspect by. */
  void pod(StuckPolicy policy, Subject pod, String rule, Reason reason, String note) {
    String text = "Pod %s, rule %s: %s".formatted(pod.name(), rule, note);
    LOG.info("{}/{}: {} {}", namespace(policy), policy.getMetadata().getName(), reason, text);
    meters.counter("stuckpod_incidents", "event", reason.name()).increment();
    if (reason != Reason.StuckPodDetected) {
      events.record(policy, reason, text);
      return;
    }
    events.record(
        new ObjectReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Pod")
            .withNamespace(namespace(policy))
            .withName(pod.name())
            .withUid(pod.uid())
            .build(),
        reason,
        "Policy %s, rule %s: %s".formatted(policy.getMetadata().getName(), rule, note));
  }

  /** Tells what comes of a look before a container's end. */
  void killed(StuckPolicy policy, Subject pod, Reason reason, String note) {
    String text = "Pod %s, before its end: %s".formatted(pod.name(), note);
    LOG.info("{}/{}: {} {}", namespace(policy), policy.getMetadata().getName(), reason, text);
    meters.counter("stuckpod_incidents", "event", reason.name()).increment();
    events.record(policy, reason, text);
  }

  /** Tells of the policy. */
  void policy(StuckPolicy policy, Reason reason, String note) {
    LOG.warn("{}/{}: {} {}", namespace(policy), policy.getMetadata().getName(), reason, note);
    events.record(policy, reason, note);
  }

  private static String namespace(StuckPolicy policy) {
    return policy.getMetadata().getNamespace();
  }
}
