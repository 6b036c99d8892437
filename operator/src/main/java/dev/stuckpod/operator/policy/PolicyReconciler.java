package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Explainer;
import dev.stuckpod.operator.judging.Held;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.judging.Pace;
import dev.stuckpod.operator.judging.Scraper;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.sources.DirectScraper;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.retention.OldAnalyses;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a policy again and again: looks at its pods, asks, decides, opens what has held for
 * long enough, and writes the status when it has changed. As long as nothing has, the API server is
 * asked nothing.
 */
@ControllerConfiguration(name = "policy")
public final class PolicyReconciler implements Reconciler<PolicyView> {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyReconciler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
  private static final Duration AFTER_CONFLICT = Duration.ofSeconds(1);
  private static final Duration INVALID = Duration.ofMinutes(1);
  private static final Duration DIRECT_SCRAPE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Sources sources;
  private final PolicyReporter reporter;
  private final Clock clock;
  private final Selection selection;
  private final Evaluation evaluation;
  private final Opening opening;
  private final Consequences consequences;
  private final Retention retention;
  private final Report report;
  private final Explaining explaining;
  private final WatchedPolicies watched;
  private final Unwell unwell;
  private final Memories memories = new Memories();

  /** Is told of each evaluation, and looks beside it at what leads to kills. */
  public interface Unwell {
    /** Nobody waits for it. */
    void lookAt(String namespace);
  }

  /** Makes the reconciler. */
  public PolicyReconciler(
      KubernetesClient client,
      PodRoster roster,
      KnownAnalyses known,
      Caps caps,
      OldAnalyses old,
      Sources sources,
      Foresight foresight,
      PolicyReporter reporter,
      WatchedPolicies watched,
      Unwell unwell,
      Clock clock) {
    this.client = client;
    this.watched = watched;
    this.unwell = unwell;
    this.sources = sources;
    this.reporter = reporter;
    this.clock = clock;
    this.selection = new Selection(roster, foresight);
    Scraper scraper = new DirectScraper(DIRECT_SCRAPE)::scrape;
    this.evaluation = new Evaluation(scraper, clock);
    this.explaining = new Explaining(new Explainer(scraper, clock), sources, clock);
    this.opening = new Opening(client, roster, known, caps, clock);
    this.consequences = new Consequences(opening, reporter);
    this.retention = new Retention(known, old);
    this.report = new Report(new Conditions(clock));
  }

  @Override
  public UpdateControl<PolicyView> reconcile(PolicyView view, Context<PolicyView> context) {
    watched.lookAt(context.getPrimaryCache());
    StuckPolicy policy = view.policy();
    Duration next;
    try {
      next = evaluate(PolicyLedger.seen(client, policy));
    } catch (KubernetesClientException failed) {
      boolean conflict = failed.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!conflict) {
        warn(policy, failed);
      }
      next = conflict ? AFTER_CONFLICT : AFTER_TROUBLE;
    } catch (UncheckedIOException failed) { // of the store of dumps
      warn(policy, failed);
      next = AFTER_TROUBLE;
    } catch (RuntimeException failed) {
      // whatever it is, the policy is looked at again: an error must not end its watch
      LOG.error(
          "{}/{}", policy.getMetadata().getNamespace(), policy.getMetadata().getName(), failed);
      next = AFTER_TROUBLE;
    }
    return UpdateControl.<PolicyView>noUpdate().rescheduleAfter(next);
  }

  private static void warn(StuckPolicy policy, RuntimeException failed) {
    LOG.warn(
        "{}/{} could not be evaluated: {}",
        policy.getMetadata().getNamespace(),
        policy.getMetadata().getName(),
        failed.getMessage());
  }

  /** Evaluates once and says how long to wait before the next time. */
  private Duration evaluate(PolicyLedger seen) {
    StuckPolicy policy = seen.policy();
    long generation = policy.getMetadata().getGeneration();
    Plan plan;
    try {
      plan = Plan.of(policy.getSpec());
    } catch (IllegalArgumentException wrong) {
      seen.write(report.invalid(seen.status(), generation, String.valueOf(wrong.getMessage())));
      return INVALID;
    }
    unwell.lookAt(seen.namespace());
    Instant began = clock.instant();
    PolicyMemory memory = memories.of(policy, began);
    List<Selected> selected = selection.of(policy, memory, began);
    List<PodFacts> pods = selected.stream().map(Selected::facts).flatMap(Optional::stream).toList();
    Source source = sources.named(plan.criteria().source());
    Evaluation.Result result =
        evaluation.evaluate(
            plan.criteria(),
            source,
            seen.namespace(),
            pods,
            memory.judging(),
            seen.slots().unrecovered(pods));
    reporter.evaluated(result, Duration.between(began, clock.instant()));

    var held = new TreeMap<String, PodNote>();
    Set<Judgement> due = due(plan, result, memory, held);
    Optional<PolicyLedger> ledger =
        isSettled(seen, plan, due, memory)
            ? Optional.of(seen)
            : PolicyLedger.read(client, seen.namespace(), seen.name());
    if (ledger.isPresent()) {
      if (!due.isEmpty()) {
        held.putAll(consequences.of(due, ledger.get(), plan, result, memory, clock.instant()));
      }
      Slots slots =
          opening.settled(ledger.get().mandate(plan, memory), pods, memory.judging()::recoveredAt);
      memory.keepOnly(
          pods.stream().map(PodFacts::uid).collect(Collectors.toSet()),
          plan.criteria().rules(),
          slots);
      StuckPolicyStatus status =
          report.of(
              ledger.get().status(),
              generation,
              plan.criteria().needMetrics() ? source.answers(plan.criteria().source()) : "",
              plan.shadow(),
              new Report.Suspecting(
                  !plan.criteria().rules().isEmpty(),
                  policy.getSpec().onAlert() != null,
                  watched.received()),
              selected,
              result,
              held,
              slots);
      ledger
          .get()
          .write(
              explaining.answered(
                  status, ledger.get().policy(), plan.criteria(), pods, held, memory.judging()));
      if (memory.retentionIsDue(clock.instant())) {
        retention.apply(seen.namespace(), seen.name(), plan.keep(), clock.instant());
      }
    }
    return Pace.untilNext(plan.criteria().interval(), seen.namespace(), clock.instant());
  }

  /** Who has been stuck for long enough; of the others it is noted that they have not. */
  private Set<Judgement> due(
      Plan plan, Evaluation.Result result, PolicyMemory memory, Map<String, PodNote> held) {
    Held judged = memory.judging().note(result, plan.criteria(), clock.instant());
    memory.free(judged.free());
    judged
        .notYet()
        .forEach(
            verdict ->
                Consequences.hold(held, verdict, "Holding", "Stuck, but not yet for spec.for."));
    return judged.due();
  }

  /** Whether nothing is to be opened and nothing has ended: then nothing need be read anew. */
  private boolean isSettled(PolicyLedger seen, Plan plan, Set<Judgement> due, PolicyMemory memory) {
    Mandate mandate = seen.mandate(plan, memory);
    boolean nothingToOpen =
        plan.shadow()
            || due.stream()
                .map(Judgement::pod)
                .allMatch(
                    pod -> opening.isOpen(mandate, pod, memory.judging().recoveredAt(pod.uid())));
    return nothingToOpen && opening.areUnderWay(mandate);
  }
}
