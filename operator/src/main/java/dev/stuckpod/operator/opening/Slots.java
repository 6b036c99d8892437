package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.SlotBuilder;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.pods.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the limits, kept in the opener's status: it survives a restart of the operator. A
 * pure value; each change makes another.
 */
public record Slots(List<Slot> all) {

  /** Room in the status, well under its bound. */
  private static final int MOST = 400;

  private static final String BESIDE = "/sibling";

  /** Takes them from a status. */
  public static Slots of(@Nullable List<Slot> slots) {
    return new Slots(slots == null ? List.of() : List.copyOf(slots));
  }

  /** The newest slot of the container that runs in the pod now. */
  public Optional<Slot> current(Subject pod) {
    return all.stream().filter(slot -> isOf(slot, pod)).reduce((_, newer) -> newer);
  }

  /** Which episode it is when this pod is stuck now: the one under way, or the one after. */
  int episode(Subject pod) {
    return current(pod)
        .map(slot -> slot.recoveredAt() == null ? number(slot) : number(slot) + 1)
        .orElse(0);
  }

  /** Adds a slot. */
  Slots reserved(Subject pod, String name, int episode, Instant now) {
    Slot slot =
        SlotBuilder.builder()
            .name(name)
            .pod(pod.name())
            .podUID(pod.uid())
            .episode(episode)
            .reservedAt(time(now))
            .build();
    return new Slots(Stream.concat(all.stream(), Stream.of(slot)).toList());
  }

  /** Adds one for a sample beside an incident: of no pod that is stuck, and over at once. */
  Slots reservedBeside(String pod, String name, Instant now) {
    Slot slot =
        SlotBuilder.builder()
            .name(name + BESIDE)
            .pod(pod)
            .podUID("")
            .episode(0)
            .reservedAt(time(now))
            .releasedAt(time(now))
            .build();
    return new Slots(Stream.concat(all.stream(), Stream.of(slot)).toList());
  }

  /** Tells whether an opener may have one more dump, whatever it is of: samples count, too. */
  boolean hasRoom(Limits limits, Instant now) {
    return exceeded(_ -> true, limits.perPolicy(), "", now).isEmpty();
  }

  /** Ends the captures of a slot. */
  Slots released(String name, Instant now) {
    return change(
        slot -> slot.name().equals(name) && slot.releasedAt() == null,
        slot -> SlotBuilder.builder(slot).releasedAt(time(now)).build());
  }

  /** Ends the episode of a container. */
  public Slots recovered(Subject pod, Instant now) {
    return change(
        slot -> isOf(slot, pod) && slot.recoveredAt() == null,
        slot -> SlotBuilder.builder(slot).recoveredAt(time(now)).build());
  }

  /** Drops slots that no limit counts and that no running container's episode is known by. */
  Slots pruned(Limits limits, Collection<? extends Subject> pods, Instant now) {
    Instant oldest = now.minus(limits.memory());
    List<Slot> kept =
        all.stream()
            .filter(
                slot ->
                    slot.releasedAt() == null
                        || reserved(slot).isAfter(oldest)
                        || pods.stream().anyMatch(pod -> isOf(slot, pod)))
            .toList();
    return kept.size() <= MOST
        ? new Slots(kept)
        : new Slots(kept.subList(kept.size() - MOST, kept.size()));
  }

  /** Names all slots. */
  public Set<String> names() {
    return all.stream().map(Slot::name).collect(Collectors.toSet());
  }

  /** Those of the pods that there are slots of. */
  public <S extends Subject> List<S> concerned(Collection<S> pods) {
    if (all.isEmpty()) {
      return List.of();
    }
    Set<String> uids = all.stream().map(Slot::podUID).collect(Collectors.toSet());
    return pods.stream().filter(pod -> uids.contains(pod.uid())).toList();
  }

  /** Names, by uid, those of the pods whose containers' episodes are not over. */
  public Set<String> unrecovered(Collection<? extends Subject> pods) {
    return concerned(pods).stream()
        .filter(pod -> current(pod).filter(slot -> slot.recoveredAt() == null).isPresent())
        .map(Subject::uid)
        .collect(Collectors.toSet());
  }

  /** Names slots whose capture is under way. */
  public List<String> open() {
    return all.stream().filter(slot -> slot.releasedAt() == null).map(Slot::name).toList();
  }

  /**
   * Says which limit keeps the pod from being captured now.
   *
   * @param opener whose limits and slots they are
   */
  Optional<String> limit(Subject pod, Limits limits, Opener.Standing opener, Instant now) {
    if (open().size() >= limits.concurrent()) {
      return Optional.of(
          "%d captures of %s are under way, as many as %s."
              .formatted(open().size(), opener.itself(), opener.allows(Limits.Kind.Concurrent)));
    }
    return exceeded(
            slot -> slot.podUID().equals(pod.uid()),
            limits.perPod(),
            opener.allows(Limits.Kind.PerPod),
            now)
        .or(
            () ->
                exceeded(
                    Slots::isOfAnIncident,
                    limits.perPolicy(),
                    opener.allows(Limits.Kind.PerPolicy),
                    now));
  }

  private Optional<String> exceeded(
      Predicate<Slot> counts, Frequency limit, String allows, Instant now) {
    Instant oldest = now.minus(limit.per());
    List<Instant> within =
        all.stream()
            .filter(counts)
            .map(Slots::reserved)
            .filter(time -> time.isAfter(oldest))
            .sorted()
            .toList();
    return limit
        .exceeded(within)
        .map(
            full ->
                "%s in %s as many as %s: the next is possible at %s."
                    .formatted(
                        full.count() == 1 ? "1 capture" : full.count() + " captures",
                        Durations.format(limit.per()) + (full.count() == 1 ? " is" : " are"),
                        allows,
                        time(full.free())));
  }

  private Slots change(Predicate<Slot> which, UnaryOperator<Slot> how) {
    return new Slots(all.stream().map(slot -> which.test(slot) ? how.apply(slot) : slot).toList());
  }

  private static boolean isOf(Slot slot, Subject pod) {
    return slot.podUID().equals(pod.uid())
        && pod.containerID() != null
        && IncidentName.of(pod.name(), pod.uid(), pod.containerID(), number(slot))
            .equals(slot.name());
  }

  /** A sample beside one takes no incident's place. */
  private static boolean isOfAnIncident(Slot slot) {
    return !slot.name().endsWith(BESIDE);
  }

  private static int number(Slot slot) {
    return slot.episode() == null ? 0 : slot.episode();
  }

  /** When a slot was reserved. */
  public static Instant reserved(Slot slot) {
    return Instant.parse(slot.reservedAt());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
