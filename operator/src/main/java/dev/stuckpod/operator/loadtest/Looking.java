package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.analyses.Stages;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.loadtest.look.Candidate;
import dev.stuckpod.operator.loadtest.look.DumpResult;
import dev.stuckpod.operator.loadtest.look.LookPlan;
import dev.stuckpod.operator.loadtest.look.Proving;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.opening.Case;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Outcome;
import dev.stuckpod.operator.opening.Sight;
import dev.stuckpod.operator.publish.WholeObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has suspects looked at: opens their incidents, and reads what the dumps come to. */
final class Looking {

  private final KubernetesClient client;
  private final KnownAnalyses known;
  private final Opening opening;

  Looking(KubernetesClient client, KnownAnalyses known, Opening opening) {
    this.client = client;
    this.known = known;
    this.opening = opening;
  }

  /** Reads the looks that have come to an end. */
  void read(WindowMemory memory, WindowPlan plan, String namespace, Instant now) {
    for (Account account : memory.looking()) {
      result(namespace, Objects.requireNonNull(account.looks().underWay()))
          .ifPresent(
              result -> {
                account.ended(
                    Proving.of(
                        result, Objects.requireNonNull(account.looks().noticedBy()), plan.least()),
                    now);
                account
                    .looks()
                    .note()
                    .ifPresent(
                        text -> memory.note(new Note(account.pod(), NoteReason.Looked, text, now)));
              });
    }
  }

  /** What stands in an analysis; empty as long as it is not over. */
  private Optional<DumpResult> result(String namespace, String name) {
    Optional<AnalysisView> seen = known.find(namespace, name);
    if (seen.isPresent() && !seen.get().over()) {
      return Optional.empty();
    }
    DumpAnalysis whole = WholeObjects.read(client, DumpAnalysis.class, namespace, name);
    if (whole == null) {
      return Optional.of(new DumpResult(null, null, "Its analysis was deleted."));
    }
    DumpAnalysisStatus status = whole.getStatus();
    if (status == null
        || !Stages.CAPTURED.isOver(status.conditions())
        || !Stages.ANALYZED.isOver(status.conditions())) {
      return Optional.empty();
    }
    return Optional.of(
        status.verdict() == null
            ? new DumpResult(null, null, why(status))
            : new DumpResult(
                status.verdict(),
                status.confidence(),
                Objects.requireNonNullElse(status.cause(), "")));
  }

  /** Why there is no verdict, in the analysis' own words. */
  private static String why(DumpAnalysisStatus status) {
    return Conditions.find(status.conditions(), Stages.ANALYZED.type())
        .filter(one -> one.getMessage() != null && !one.getMessage().isEmpty())
        .or(() -> Conditions.find(status.conditions(), Stages.CAPTURED.type()))
        .map(one -> Objects.requireNonNullElse(one.getMessage(), ""))
        .orElse("");
  }

  /** Opens what is suspected, as far as it is its turn. */
  void open(WindowMemory memory, Members members, WindowPlan plan, Mandate mandate, Instant now) {
    Map<String, Account> accounts =
        memory.accounts().stream().collect(Collectors.toMap(Account::pod, Function.identity()));
    List<Candidate> candidates =
        members.facts().stream()
            .flatMap(
                pod ->
                    Optional.ofNullable(accounts.get(pod.name()))
                        .flatMap(
                            account ->
                                account
                                    .suspicion()
                                    .map(one -> new Candidate(pod, one, account.looks())))
                        .stream())
            .toList();
    if (candidates.isEmpty()) {
      return;
    }
    LookPlan looks =
        LookPlan.of(candidates, plan.limits().concurrent(), memory.looking().size(), now);
    // each is looked at for itself: that all of a workload stand is what a load test is to show
    Opening.Round round = opening.begin(mandate, new Sight(members.facts(), Set.of()), now);
    for (Candidate one : looks.now()) {
      Account account = Objects.requireNonNull(accounts.get(one.pod().name()));
      switch (round.open(found(one, account.episodeSince()))) {
        case Outcome.Opened(String name) -> account.begun(name, now);
        case Outcome.Open(String name) -> account.begun(name, now);
        case Outcome.Limited(String message) ->
            memory.note(new Note(account.pod(), NoteReason.NotSeen, message, now));
        case Outcome.Sampled _, Outcome.Stale _, Outcome.Changed _ -> {}
      }
    }
  }

  private static Case found(Candidate one, @Nullable Instant since) {
    Suspicion why = one.suspicion();
    return new Case(
        one.pod(),
        why.noticedBy().word(),
        why.evidence().stream()
            .map(e -> new TriggerReading(e.clause(), e.metric(), e.value(), null, e.message()))
            .toList(),
        true,
        since);
  }
}
