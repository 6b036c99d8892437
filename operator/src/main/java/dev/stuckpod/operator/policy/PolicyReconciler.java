package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodWatch;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.readings.DirectScraper;
import dev.stuckpod.operator.readings.Sources;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a policy again and again: reads its pods, asks, decides, opens what has held for long
 * enough, and writes the status when it has changed.
 */
@ControllerConfiguration(name = "policy")
public final class PolicyReconciler implements Reconciler<StuckPolicy> {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyReconciler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);
  private static final Duration DIRECT_SCRAPE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Sources sources;
  private final Foresight foresight;
  private final PolicyReporter reporter;
  private final Clock clock;
  private final Evaluation evaluation;
  private final Incidents incidents;
  private final Retention retention;
  private final Report report;
  private final Map<String, PolicyMemory> memories = new ConcurrentHashMap<>();

  /** Makes the reconciler. */
  public PolicyReconciler(
      KubernetesClient client,
      Sources sources,
      Foresight foresight,
      PolicyReporter reporter,
      Clock clock) {
    this.client = client;
    this.sources = sources;
    this.foresight = foresight;
    this.reporter = reporter;
    this.clock = clock;
    this.evaluation = new Evaluation(new DirectScraper(DIRECT_SCRAPE), clock);
    this.incidents = new Incidents(client, clock);
    this.retention = new Retention(client);
    this.report = new Report(new Conditions(clock));
  }

  @Override
  public UpdateControl<StuckPolicy> reconcile(StuckPolicy policy, Context<StuckPolicy> context) {
    Instant began = clock.instant();
    Duration next;
    try {
      Optional<PolicyLedger> ledger =
          PolicyLedger.read(
              client, policy.getMetadata().getNamespace(), policy.getMetadata().getName());
      if (ledger.isEmpty()) {
        memories.remove(policy.getMetadata().getUid());
        return UpdateControl.noUpdate();
      }
      next = evaluate(ledger.get());
    } catch (KubernetesClientException failed) {
      boolean conflict = failed.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!conflict) {
        LOG.warn(
            "{}/{} could not be evaluated: {}",
            policy.getMetadata().getNamespace(),
            policy.getMetadata().getName(),
            failed.getMessage());
      }
      next = conflict ? AFTER_CONFLICT : AFTER_TROUBLE;
    }
    Duration left = next.minus(Duration.between(began, clock.instant()));
    Duration least = Duration.ofMillis(100);
    return UpdateControl.<StuckPolicy>noUpdate()
        .rescheduleAfter(left.compareTo(least) < 0 ? least : left);
  }

  /** Evaluates once and says when to do so again. */
  private Duration evaluate(PolicyLedger ledger) {
    StuckPolicy policy = ledger.policy();
    long generation = policy.getMetadata().getGeneration();
    Plan plan;
    try {
      plan = Plan.of(policy.getSpec());
    } catch (IllegalArgumentException wrong) {
      ledger.write(report.invalid(ledger.status(), generation, String.valueOf(wrong.getMessage())));
      return AFTER_TROUBLE.multipliedBy(12);
    }
    Instant began = clock.instant();
    List<Selected> selected = select(ledger);
    List<PodFacts> pods = selected.stream().map(Selected::facts).flatMap(Optional::stream).toList();
    Evaluation.Result result =
        evaluation.evaluate(plan.rules(), sources.named(plan.source()), ledger.namespace(), pods);
    reporter.evaluated(result, Duration.between(began, clock.instant()));

    PolicyMemory memory =
        memories.computeIfAbsent(policy.getMetadata().getUid(), _ -> new PolicyMemory());
    memory.keepOnly(pods.stream().map(PodFacts::uid).collect(Collectors.toSet()));
    Map<String, PodNote> held = act(ledger, plan, result, memory);

    Instant now = clock.instant();
    Slots slots = incidents.release(ledger, ledger.slots());
    for (PodFacts pod : pods) {
      Instant recovered = memory.recoveredAt(pod.uid());
      boolean over =
          recovered != null
              && slots
                  .current(pod)
                  .filter(slot -> Slots.reserved(slot).isBefore(recovered))
                  .isPresent();
      slots = over ? slots.recovered(pod, now) : slots;
    }
    slots = slots.pruned(plan.limits(), pods, now);
    StuckPolicyStatus before = ledger.status();
    ledger.write(report.of(before, generation, plan.source(), selected, result, held, slots));
    if (memory.retentionIsDue(now)) {
      retention.apply(ledger.namespace(), ledger.name(), plan.keep(), now);
    }
    return plan.interval();
  }

  private List<Selected> select(PolicyLedger ledger) {
    var spec = ledger.policy().getSpec();
    return client
        .pods()
        .inNamespace(ledger.namespace())
        .withLabelSelector(spec.selector())
        // the API server's own memory is recent enough, and costs it nothing
        .list(new ListOptionsBuilder().withResourceVersion("0").build())
        .getItems()
        .stream()
        .filter(pod -> pod.getStatus() == null || !isOver(pod.getStatus().getPhase()))
        .map(pod -> select(pod, spec))
        .sorted(Comparator.comparing(Selected::name))
        .toList();
  }

  private Selected select(Pod pod, StuckPolicySpec spec) {
    Selected selected = Selected.of(pod, spec.container());
    String containerID = selected.facts().map(PodFacts::containerID).orElse(null);
    return containerID == null || selected.notCapturable().isPresent()
        ? selected
        : selected.foreseen(foresight.of(pod, containerID), spec.capture());
  }

  private static boolean isOver(String phase) {
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /** Opens what has held; returns why the other stuck pods lead to nothing now. */
  private Map<String, PodNote> act(
      PolicyLedger ledger, Plan plan, Evaluation.Result result, PolicyMemory memory) {
    Instant now = clock.instant();
    var held = new TreeMap<String, PodNote>();
    var due = new LinkedHashMap<Verdict, PodWatch>();
    for (Verdict verdict : result.verdicts()) {
      PodWatch watch = memory.note(verdict, plan.window(), now);
      if (verdict.decision() instanceof Decision.Stuck) {
        if (watch.held(plan.hold(), now)) {
          due.put(verdict, watch);
        } else {
          hold(held, verdict, "Holding", "Stuck, but not yet for spec.for.");
        }
      }
    }
    Sampling sampling = new Sampling(result, ledger.slots(), plan.window(), now);
    for (Verdict verdict : due.keySet()) {
      PodFacts pod = verdict.pod();
      StuckPolicy policy = ledger.policy();
      if (memory.first(pod.uid(), Reason.StuckPodDetected)) {
        reporter.pod(policy, verdict, Reason.StuckPodDetected, verdict.decision().message());
      }
      if (plan.shadow()) {
        hold(held, verdict, "Shadow", "Stuck; mode Shadow opens no incident.");
        if (memory.first(pod.uid(), Reason.WouldCapture)) {
          reporter.pod(policy, verdict, Reason.WouldCapture, "Mode Shadow: nothing is done.");
        }
        continue;
      }
      if (!sampling.allows(pod)) {
        String why =
            "All pods of the workload are stuck at once: the cause is likely shared, and enough of"
                + " them are sampled.";
        hold(held, verdict, Reason.SharedDependencySuspected.name(), why);
        if (memory.first(pod.uid(), Reason.SharedDependencySuspected)) {
          reporter.pod(policy, verdict, Reason.SharedDependencySuspected, why);
        }
        continue;
      }
      switch (incidents.open(ledger, plan, verdict, memory.recoveredAt(pod.uid()))) {
        case Incidents.Outcome.Opened(String name) -> {
          sampling.sampled(pod);
          reporter.pod(
              policy,
              verdict,
              Reason.IncidentOpened,
              "DumpAnalysis %s was created.".formatted(name));
        }
        case Incidents.Outcome.Open(var _) -> sampling.sampled(pod);
        case Incidents.Outcome.Limited(String message) -> {
          hold(held, verdict, Reason.LimitReached.name(), message);
          if (memory.first(pod.uid(), Reason.LimitReached)) {
            reporter.pod(policy, verdict, Reason.LimitReached, message);
          }
        }
        case Incidents.Outcome.Changed() ->
            hold(held, verdict, "PodChanged", "The pod changed while it was judged.");
      }
    }
    return held;
  }

  private static void hold(
      Map<String, PodNote> held, Verdict verdict, String reason, String message) {
    held.put(verdict.pod().name(), Rows.note(verdict.pod().name(), reason, message));
  }
}
