package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.analyses.Stages;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.pods.Subject;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens incidents: reserves a slot, then creates the DumpAnalysis, each at most once. */
public final class Opening {

  /**
   * A slot without its DumpAnalysis is completed for so long, as after a crash between the two;
   * later it means that somebody has deleted the object, and it is not made again.
   */
  private static final Duration COMPLETED = Duration.ofMinutes(5);

  private final Incidents incidents;
  private final PodRoster roster;
  private final KnownAnalyses known;
  private final Recurring recurring;
  private final Caps caps;
  private final Clock clock;

  /**
   * Opens them with a client, of pods as the roster reads them.
   *
   * @param caps what all openers may together
   */
  public Opening(
      KubernetesClient client, PodRoster roster, KnownAnalyses known, Caps caps, Clock clock) {
    this.incidents = new Incidents(client);
    this.roster = roster;
    this.known = known;
    this.recurring = new Recurring(roster, known);
    this.caps = caps;
    this.clock = clock;
  }

  /**
   * Begins to open what one look at pods has given; of a fleet that is stuck as a whole only some.
   */
  public Round begin(Mandate mandate, Sight sight, Instant now) {
    return new Round(
        mandate, sight, new Sampling(sight, mandate.ledger().slots(), mandate.window(), now), now);
  }

  /** The cases of one look, one after the other. */
  public final class Round {
    private final Mandate mandate;
    private final Sight sight;
    private final Sampling sampling;
    private final Instant now;

    private Round(Mandate mandate, Sight sight, Sampling sampling, Instant now) {
      this.mandate = mandate;
      this.sight = sight;
      this.sampling = sampling;
      this.now = now;
    }

    /** Opens an incident unless it is open, or something forbids it. */
    public Outcome open(Case found) {
      if (!sampling.allows(found.pod())) {
        return new Outcome.Sampled();
      }
      if (!found.fresh() && mayOpen(mandate, found, now)) {
        return new Outcome.Stale();
      }
      Outcome outcome = Opening.this.open(mandate, found, sight);
      if (outcome instanceof Outcome.Opened || outcome instanceof Outcome.Open) {
        sampling.sampled(found.pod());
      }
      return outcome;
    }
  }

  /** Opens an incident unless it is open, whatever else its fleet does. */
  Outcome open(Mandate mandate, Case found, Sight sight) {
    return open(mandate, found, sight, this::unchanged);
  }

  /** Opens one whose dump is there already: whether its container still runs does not matter. */
  public Outcome openKept(Mandate mandate, Case found) {
    return open(mandate, found, new Sight(List.of(), Set.of()), (_, _) -> true);
  }

  private Outcome open(
      Mandate mandate,
      Case found,
      Sight sight,
      BiPredicate<? super Mandate, ? super Subject> unchanged) {
    Ledger ledger = mandate.ledger();
    Subject pod = found.pod();
    if (isOpen(mandate, pod, found.recoveredAt())) {
      return new Outcome.Open(name(pod, ledger.slots().episode(pod)));
    }
    if (!unchanged.test(mandate, pod)) {
      return new Outcome.Changed();
    }
    String namespace = mandate.opener().namespace();
    Slots slots = ledger.slots();
    int episode = slots.episode(pod);
    DumpAnalysis there = incidents.find(namespace, name(pod, episode));
    while (there != null && over(created(there), found.recoveredAt())) {
      episode++;
      there = incidents.find(namespace, name(pod, episode));
    }
    String name = name(pod, episode);
    if (there != null) {
      incidents.alsoMatched(mandate.opener(), there);
      return new Outcome.Open(name);
    }
    Instant now = clock.instant();
    Optional<String> beside = Optional.empty();
    Optional<Slot> reserved =
        slots.all().stream().filter(slot -> slot.name().equals(name)).findFirst();
    if (reserved.isPresent()) {
      boolean late = Slots.reserved(reserved.get()).plus(COMPLETED).isBefore(now);
      if (late || reserved.get().releasedAt() != null || mandate.created().has(name)) {
        return new Outcome.Open(name); // it was deleted by hand, and stays so
      }
    } else {
      Optional<String> limit = limit(mandate, found, now);
      if (limit.isPresent()) {
        return new Outcome.Limited(limit.get());
      }
      Slots with = slots.reserved(pod, name, episode, now);
      beside = beside(mandate, found, sight).filter(_ -> with.hasRoom(mandate.limits(), now));
      ledger.write(beside.map(other -> with.reservedBeside(other, name, now)).orElse(with));
    }
    caps.opens(namespace, name, now);
    incidents.create(Draft.of(mandate, found, name, beside.orElse(null), now));
    mandate.created().add(name);
    return new Outcome.Opened(name);
  }

  /** Of what is known already nobody is sampled beside, and where a policy does not want it. */
  private Optional<String> beside(Mandate mandate, Case found, Sight sight) {
    boolean wanted =
        mandate.opener() instanceof Opener.Policy
            && (mandate.capture() == null || !Boolean.FALSE.equals(mandate.capture().sibling()));
    return wanted && !recurring.isKnown(mandate, found)
        ? sight.healthyBeside(found.pod())
        : Optional.empty();
  }

  private boolean mayOpen(Mandate mandate, Case found, Instant now) {
    return !isOpen(mandate, found.pod(), found.recoveredAt())
        && limit(mandate, found, now).isEmpty();
  }

  /** Says which limit forbids it, of the opener, of what is known, or of all openers. */
  private Optional<String> limit(Mandate mandate, Case found, Instant now) {
    Opener.Standing opener = mandate.opener();
    return mandate
        .ledger()
        .slots()
        .limit(found.pod(), mandate.limits(), opener, now)
        .or(() -> recurring.limit(mandate, found, now))
        .or(() -> caps.limit(opener.namespace(), now));
  }

  /** Tells whether a pod's incident is known to be open, and to say that this opener matched. */
  public boolean isOpen(Mandate mandate, Subject pod, @Nullable Instant recoveredAt) {
    Opener.Standing opener = mandate.opener();
    return known
        .find(opener.namespace(), name(pod, mandate.ledger().slots().episode(pod)))
        .filter(seen -> !over(seen.created(), recoveredAt))
        .filter(seen -> opener.equals(Opener.of(seen)) || seen.saysMatched(opener.mark()))
        .isPresent();
  }

  /** Says which limit keeps a pod from being captured now; nothing is asked. */
  public Optional<String> limit(Mandate mandate, Subject pod) {
    return mandate.ledger().slots().limit(pod, mandate.limits(), mandate.opener(), clock.instant());
  }

  /** Tells whether all captures that hold slots are known to be under way. */
  public boolean areUnderWay(Mandate mandate) {
    return mandate.ledger().slots().open().stream()
        .allMatch(
            name ->
                known
                    .find(mandate.opener().namespace(), name)
                    .filter(analysis -> !analysis.captured())
                    .isPresent());
  }

  /**
   * Gives the slots as they are when captures that have ended and episodes that are over are noted.
   *
   * @param pods all that the opener looks at
   * @param recoveredAt when a pod last stood recovered, by uid; null where it has not
   */
  public Slots settled(
      Mandate mandate,
      List<? extends Subject> pods,
      Function<String, @Nullable Instant> recoveredAt) {
    Instant now = clock.instant();
    Slots slots = release(mandate);
    List<? extends Subject> concerned = slots.concerned(pods);
    for (Subject pod : concerned) {
      Instant recovered = recoveredAt.apply(pod.uid());
      boolean over =
          recovered != null
              && slots
                  .current(pod)
                  .filter(slot -> Slots.reserved(slot).isBefore(recovered))
                  .isPresent();
      slots = over ? slots.recovered(pod, now) : slots;
    }
    return slots.pruned(mandate.limits(), concerned, now);
  }

  /** Frees the slots whose captures have ended, and those whose incident was deleted. */
  Slots release(Mandate mandate) {
    Instant now = clock.instant();
    String namespace = mandate.opener().namespace();
    Slots slots = mandate.ledger().slots();
    Slots freed = slots;
    for (String name : slots.open()) {
      Optional<Boolean> captured =
          known
              .find(namespace, name)
              .map(AnalysisView::captured)
              .or(
                  () ->
                      Optional.ofNullable(incidents.find(namespace, name)).map(Opening::captured));
      if (captured.orElseGet(() -> isDeleted(slots, name, mandate.created(), now))) {
        freed = freed.released(name, now);
      }
    }
    return freed;
  }

  /** Of one that is not there: it was, or will not be made any more. */
  private static boolean isDeleted(Slots slots, String name, Created created, Instant now) {
    return created.has(name)
        || slots.all().stream()
            .filter(slot -> slot.name().equals(name))
            .allMatch(slot -> Slots.reserved(slot).plus(COMPLETED).isBefore(now));
  }

  private static boolean captured(DumpAnalysis analysis) {
    DumpAnalysisStatus status = analysis.getStatus();
    return status != null && Stages.CAPTURED.isOver(status.conditions());
  }

  private static String name(Subject pod, int episode) {
    return IncidentName.of(pod.name(), pod.uid(), String.valueOf(pod.containerID()), episode);
  }

  private static boolean over(Instant created, @Nullable Instant recoveredAt) {
    return recoveredAt != null && created.isBefore(recoveredAt);
  }

  private static Instant created(DumpAnalysis analysis) {
    return Instant.parse(analysis.getMetadata().getCreationTimestamp());
  }

  /** The same container as the case is about, read anew. */
  private boolean unchanged(Mandate mandate, Subject judged) {
    return roster
        .read(mandate.opener().namespace(), judged.name())
        .filter(now -> now.uid().equals(judged.uid()))
        // one that was judged as it goes is to be asked before it is gone
        .filter(now -> now.running() && (!now.terminating() || judged.terminating()))
        .flatMap(now -> now.facts(judged.container()))
        .filter(now -> now.state() == ContainerFacts.State.Running && now.startedAt() != null)
        .filter(now -> now.containerID() != null)
        .filter(now -> Objects.equals(judged.containerID(), now.containerID()))
        .isPresent();
  }
}
