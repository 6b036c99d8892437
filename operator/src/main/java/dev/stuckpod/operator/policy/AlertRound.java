package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.OnAlert;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.alerts.Taken;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.opening.Case;
import dev.stuckpod.operator.opening.Created;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Outcome;
import dev.stuckpod.operator.opening.Sight;
import dev.stuckpod.operator.opening.Slots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** The alerts of one payload, as one policy has it, one after the other. */
final class AlertRound {

  private final PolicyLedger policy;
  private final AlertLedger ledger;
  private final Plan plan;
  private final Duration same;
  private final Opening opening;
  private final Mandate mandate;
  private final Opening.Round round;
  private final KnownAnalyses known;
  private final PolicyReporter reporter;
  private final BiPredicate<String, Reason> first;
  private final Clock clock;

  /**
   * Begins.
   *
   * @param pods all of the policy
   * @param stuck uids of those that alerts are about
   * @param first whether something is told of an alert for the first time
   */
  AlertRound(
      PolicyLedger policy,
      Plan plan,
      Opening opening,
      Created created,
      List<PodFacts> pods,
      Set<String> stuck,
      KnownAnalyses known,
      PolicyReporter reporter,
      BiPredicate<String, Reason> first,
      Clock clock) {
    this.policy = policy;
    this.ledger = new AlertLedger(policy, clock);
    this.plan = plan;
    this.opening = opening;
    this.known = known;
    this.reporter = reporter;
    this.first = first;
    this.clock = clock;
    this.same = plan.limits().perPod().per().dividedBy(plan.limits().perPod().count());
    this.mandate =
        new Mandate(
            new Opener.Policy(policy.namespace(), policy.name()),
            plan.limits(),
            policy.policy().getSpec().capture(),
            plan.criteria().window(),
            ledger,
            created);
    Instant now = clock.instant();
    boolean ruled = !plan.criteria().rules().isEmpty();
    // where no rule says when an episode is over, a pod's next dump may be of another
    ledger.settle(opening.settled(mandate, pods, _ -> ruled ? null : now.minus(same)));
    this.round = opening.begin(mandate, new Sight(pods, stuck), now);
  }

  /** Takes one. */
  Taken take(Alerted.Pod alerted) {
    Optional<String> before = ledger.incident(alerted.suspect());
    if (before.isPresent() && !isToBeMade(before.get())) {
      return Taken.Duplicate;
    }
    if (plan.shadow()) {
      tell(alerted, Reason.StuckPodDetected, alerted.sentence());
      tell(alerted, Reason.WouldCapture, "Mode Shadow: nothing is done.");
      return Taken.Shadow;
    }
    PodFacts pod = alerted.facts();
    Instant now = clock.instant();
    Instant recoveredAt = alerted.began(now).minus(same);
    endEpisode(pod, recoveredAt, now);
    if (before.isEmpty() && !hasIncident(pod, recoveredAt)) {
      if (ledger.slots().open().size() >= plan.limits().concurrent()) {
        return Taken.Later;
      }
      Optional<String> limit = opening.limit(mandate, pod);
      if (limit.isPresent()) {
        return limited(alerted, limit.get());
      }
    }
    ledger.begin(alerted.suspect());
    var found = new Case(pod, OnAlert.RULE, List.of(alerted.evidence()), true, recoveredAt);
    return switch (round.open(found)) {
      case Outcome.Opened(String name) -> {
        tell(alerted, Reason.StuckPodDetected, alerted.sentence());
        tell(alerted, Reason.IncidentOpened, "DumpAnalysis %s was created.".formatted(name));
        yield Taken.Opened;
      }
      case Outcome.Open(String name) -> {
        if (before.isPresent()) {
          yield Taken.Duplicate;
        }
        ledger.note(name);
        yield Taken.Open;
      }
      case Outcome.Limited(String message) -> limited(alerted, message);
      case Outcome.Sampled() -> {
        tell(alerted, Reason.StuckPodDetected, alerted.sentence());
        tell(
            alerted,
            Reason.SharedDependencySuspected,
            "All pods of the workload are suspect at once: the cause is likely shared, and enough"
                + " of them are sampled.");
        yield Taken.Sampled;
      }
      case Outcome.Stale(), Outcome.Changed() -> Taken.NotRunning;
    };
  }

  /** What was opened so long before an alert began is another's. */
  private void endEpisode(PodFacts pod, Instant recoveredAt, Instant now) {
    boolean over =
        ledger
            .slots()
            .current(pod)
            .filter(slot -> slot.recoveredAt() == null && slot.releasedAt() != null)
            .filter(slot -> Slots.reserved(slot).isBefore(recoveredAt))
            .isPresent();
    if (over) {
      ledger.settle(ledger.slots().recovered(pod, now));
    }
  }

  /** Of one that may have one it is asked; of the others a limit is told without a question. */
  private boolean hasIncident(PodFacts pod, Instant recoveredAt) {
    return opening.isOpen(mandate, pod, recoveredAt)
        || ledger.slots().current(pod).filter(slot -> slot.recoveredAt() == null).isPresent();
  }

  /** Whether an alert's slot was reserved, and the process ended before its incident was made. */
  private boolean isToBeMade(String incident) {
    return known.find(policy.namespace(), incident).isEmpty()
        && ledger.slots().all().stream()
            .filter(slot -> slot.releasedAt() == null)
            .map(Slot::name)
            .anyMatch(incident::equals);
  }

  private Taken limited(Alerted.Pod alerted, String message) {
    tell(alerted, Reason.StuckPodDetected, alerted.sentence());
    tell(alerted, Reason.LimitReached, message);
    return Taken.Limited;
  }

  private void tell(Alerted.Pod alerted, Reason reason, String note) {
    String key =
        String.join(
            "/",
            policy.policy().getMetadata().getUid(),
            alerted.suspect().alert().fingerprint(),
            alerted.suspect().alert().startsAt().toString());
    if (first.test(key, reason)) {
      reporter.pod(policy.policy(), alerted.facts(), OnAlert.RULE, reason, note);
    }
  }
}
