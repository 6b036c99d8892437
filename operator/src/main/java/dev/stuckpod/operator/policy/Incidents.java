package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.Slot;
import dev.stuckpod.crds.v1alpha1.Trigger;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.analyses.Stages;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.publish.FitObject;
import dev.stuckpod.operator.publish.TooLarge;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens incidents: reserves a slot, then creates the DumpAnalysis, each at most once. */
final class Incidents {

  /**
   * A slot without its DumpAnalysis is completed for so long, as after a crash between the two;
   * later it means that somebody has deleted the object, and it is not made again.
   */
  private static final Duration COMPLETED = Duration.ofMinutes(5);

  private static final int MOST_MATCHED = 32;

  private final KubernetesClient client;
  private final PodRoster roster;
  private final KnownAnalyses known;
  private final Clock clock;

  Incidents(KubernetesClient client, PodRoster roster, KnownAnalyses known, Clock clock) {
    this.client = client;
    this.roster = roster;
    this.known = known;
    this.clock = clock;
  }

  /** What came of an attempt to open an incident. */
  sealed interface Outcome {
    /** It was created now. */
    record Opened(String name) implements Outcome {}

    /** It was there already. */
    record Open(String name) implements Outcome {}

    /** A limit forbids it. */
    record Limited(String message) implements Outcome {}

    /** The pod is not what was judged any more. */
    record Changed() implements Outcome {}
  }

  /**
   * Opens an incident unless it is open.
   *
   * @param memory knows what this process has created, and which containers it saw recover
   */
  Outcome open(PolicyLedger ledger, Plan plan, Verdict verdict, PolicyMemory memory) {
    PodFacts pod = verdict.pod();
    if (isOpen(ledger, pod, memory)) {
      return new Outcome.Open(name(pod, ledger.slots().episode(pod)));
    }
    Instant recoveredAt = memory.recoveredAt(pod.uid());
    if (!(verdict.decision() instanceof Decision.Stuck stuck) || !unchanged(ledger, pod)) {
      return new Outcome.Changed();
    }
    Slots slots = ledger.slots();
    int episode = slots.episode(pod);
    DumpAnalysis there = find(ledger, name(pod, episode));
    while (there != null && over(created(there), recoveredAt)) {
      episode++;
      there = find(ledger, name(pod, episode));
    }
    String name = name(pod, episode);
    if (there != null) {
      alsoMatched(ledger, there);
      return new Outcome.Open(name);
    }
    Instant now = clock.instant();
    Optional<Slot> reserved =
        slots.all().stream().filter(slot -> slot.name().equals(name)).findFirst();
    if (reserved.isPresent()) {
      boolean late = Slots.reserved(reserved.get()).plus(COMPLETED).isBefore(now);
      if (late || reserved.get().releasedAt() != null || memory.hasCreated(name)) {
        return new Outcome.Open(name); // it was deleted by hand, and stays so
      }
    } else {
      Optional<String> limit = slots.limit(pod, plan.limits(), now);
      if (limit.isPresent()) {
        return new Outcome.Limited(limit.get());
      }
      ledger.write(slots.reserved(pod, name, episode, now));
    }
    create(ledger, verdict, stuck, name, now);
    memory.created(name);
    return new Outcome.Opened(name);
  }

  /** Tells whether an incident of a pod that is stuck could be opened now. */
  boolean mayOpen(PolicyLedger ledger, Plan plan, PodFacts pod, PolicyMemory memory, Instant now) {
    return !isOpen(ledger, pod, memory) && ledger.slots().limit(pod, plan.limits(), now).isEmpty();
  }

  /** Tells whether a pod's incident is known to be open, and to say that this policy matched. */
  boolean isOpen(PolicyLedger ledger, PodFacts pod, PolicyMemory memory) {
    return known
        .find(ledger.namespace(), name(pod, ledger.slots().episode(pod)))
        .filter(seen -> !over(seen.created(), memory.recoveredAt(pod.uid())))
        .filter(seen -> ledger.name().equals(seen.policy()) || seen.saysMatched(ledger.name()))
        .isPresent();
  }

  /** Tells whether all captures that hold slots are known to be under way. */
  boolean areUnderWay(PolicyLedger ledger) {
    return ledger.slots().open().stream()
        .allMatch(
            name ->
                known
                    .find(ledger.namespace(), name)
                    .filter(analysis -> !analysis.captured())
                    .isPresent());
  }

  /** Frees the slots whose captures have ended, and those whose incident was deleted. */
  Slots release(PolicyLedger ledger, Slots slots, PolicyMemory memory) {
    Instant now = clock.instant();
    Slots freed = slots;
    for (String name : slots.open()) {
      Optional<Boolean> captured =
          known
              .find(ledger.namespace(), name)
              .map(AnalysisView::captured)
              .or(() -> Optional.ofNullable(find(ledger, name)).map(Incidents::captured));
      if (captured.orElseGet(() -> isDeleted(slots, name, memory, now))) {
        freed = freed.released(name, now);
      }
    }
    return freed;
  }

  /** Of one that is not there: it was, or will not be made any more. */
  private static boolean isDeleted(Slots slots, String name, PolicyMemory memory, Instant now) {
    return memory.hasCreated(name)
        || slots.all().stream()
            .filter(slot -> slot.name().equals(name))
            .allMatch(slot -> Slots.reserved(slot).plus(COMPLETED).isBefore(now));
  }

  private static boolean captured(DumpAnalysis analysis) {
    DumpAnalysisStatus status = analysis.getStatus();
    return status != null && Stages.CAPTURED.isOver(status.conditions());
  }

  private static String name(PodFacts pod, int episode) {
    return IncidentName.of(pod.name(), pod.uid(), String.valueOf(pod.containerID()), episode);
  }

  private static boolean over(Instant created, @Nullable Instant recoveredAt) {
    return recoveredAt != null && created.isBefore(recoveredAt);
  }

  private static Instant created(DumpAnalysis analysis) {
    return Instant.parse(analysis.getMetadata().getCreationTimestamp());
  }

  /** The same container as the readings are about, read anew. */
  private boolean unchanged(PolicyLedger ledger, PodFacts judged) {
    return roster
        .read(ledger.namespace(), judged.name())
        .flatMap(fresh -> Selected.of(fresh, judged.container()).facts())
        .filter(now -> now.uid().equals(judged.uid()))
        .filter(now -> now.running() && !now.terminating())
        .filter(now -> now.containerID() != null)
        .filter(now -> Objects.equals(judged.containerID(), now.containerID()))
        .isPresent();
  }

  private @Nullable DumpAnalysis find(PolicyLedger ledger, String name) {
    return resource(ledger, name).get();
  }

  private Resource<DumpAnalysis> resource(PolicyLedger ledger, String name) {
    return client.resources(DumpAnalysis.class).inNamespace(ledger.namespace()).withName(name);
  }

  private void create(
      PolicyLedger ledger, Verdict verdict, Decision.Stuck stuck, String name, Instant now) {
    DumpAnalysis analysis = Draft.of(ledger.policy(), verdict, stuck, name, now);
    try {
      FitObject.of(analysis).create(client);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw failed;
      } // another policy was faster; the next evaluation finds it there
    }
  }

  private void alsoMatched(PolicyLedger ledger, DumpAnalysis analysis) {
    Trigger trigger = analysis.getSpec().trigger();
    DumpAnalysisStatus status =
        analysis.getStatus() == null
            ? DumpAnalysisStatusBuilder.builder().build()
            : analysis.getStatus();
    List<String> matched = status.alsoMatched() == null ? List.of() : status.alsoMatched();
    boolean own = trigger != null && trigger.policy().equals(ledger.name());
    // the incident's own first step is to announce it: until then its status is left alone
    if (own
        || analysis.getStatus() == null
        || matched.contains(ledger.name())
        || matched.size() >= MOST_MATCHED) {
      return;
    }
    var more = new ArrayList<>(matched);
    more.add(ledger.name());
    analysis.setStatus(DumpAnalysisStatusBuilder.builder(status).alsoMatched(more).build());
    try {
      FitObject.of(analysis).updateStatus(client);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT && !TooLarge.isSaidBy(failed)) {
        throw failed;
      } // it has moved on meanwhile, and the next evaluation adds the name; or it is full
    }
  }
}
