package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.crds.reasons.NoteReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has happened to a window's pods between two looks at them. That is normal in a load test.
 */
public final class PodChanges {

  private PodChanges() {}

  /**
   * Compares.
   *
   * @param before the pods as they were; empty at the first look, when nobody has joined
   * @param after the pods as they are
   * @return notes, by name of the pod
   */
  public static List<Note> between(
      Collection<PodSight> before, Collection<PodSight> after, Instant now) {
    if (before.isEmpty()) {
      return List.of();
    }
    Map<String, PodSight> was = byUid(before);
    Map<String, PodSight> is = byUid(after);
    var notes = new ArrayList<Note>();
    for (PodSight pod : after) {
      PodSight earlier = was.get(pod.uid());
      if (earlier == null) {
        notes.add(note(pod, NoteReason.Joined, "The pod came during the window.", now));
      } else {
        notes.addAll(ofOne(earlier, pod, now));
      }
    }
    for (PodSight pod : before) {
      PodSight later = is.get(pod.uid());
      boolean goes = later == null ? !pod.terminating() : later.terminating();
      if (goes && !pod.terminating()) {
        notes.add(gone(later == null ? pod : later, before, after, now));
      }
    }
    return notes.stream().sorted(Comparator.comparing(Note::pod)).toList();
  }

  private static List<Note> ofOne(PodSight before, PodSight after, Instant now) {
    var notes = new ArrayList<Note>();
    if (after.restarts() > before.restarts()) {
      notes.add(restarted(after, now));
    }
    if (before.ready() && !after.ready() && !after.terminating()) {
      notes.add(note(after, NoteReason.NotReady, "The pod has lost its readiness.", now));
    }
    return notes;
  }

  private static Note restarted(PodSight pod, Instant now) {
    Instant at = Optional.ofNullable(pod.lastEndAt()).orElse(now);
    if ("OOMKilled".equals(pod.lastEnd())) {
      return note(
          pod,
          NoteReason.OOMKilled,
          "Its container was killed, as it took more memory than it may; it was started again.",
          at);
    }
    String why =
        pod.lastEnd() == null ? "" : " (%s, exit code %d)".formatted(pod.lastEnd(), pod.lastExit());
    return note(
        pod,
        NoteReason.Restarted,
        "Its container ended and was started again%s.".formatted(why),
        at);
  }

  private static Note gone(
      PodSight pod, Collection<PodSight> before, Collection<PodSight> after, Instant now) {
    if (pod.evicted()) {
      return note(pod, NoteReason.Evicted, "The pod was evicted.", now);
    }
    List<PodSight> staying = after.stream().filter(one -> !one.terminating()).toList();
    boolean otherVersion =
        staying.stream()
            .anyMatch(
                one ->
                    !one.workload().equals(pod.workload())
                        && one.createdAt().isAfter(pod.createdAt()));
    long had =
        before.stream()
            .filter(one -> !one.terminating() && one.workload().equals(pod.workload()))
            .count();
    long has = staying.stream().filter(one -> one.workload().equals(pod.workload())).count();
    if (has >= had) {
      return note(pod, NoteReason.Replaced, "The pod went, and another took its place.", now);
    }
    return otherVersion
        ? note(pod, NoteReason.RolledOut, "The pod went, as pods of another version came.", now)
        : note(
            pod,
            NoteReason.ScaledIn,
            "The pod went: %d of its workload are left.".formatted(has),
            now);
  }

  private static Note note(PodSight pod, NoteReason reason, String message, Instant at) {
    return new Note(pod.name(), reason, message, at);
  }

  private static Map<String, PodSight> byUid(Collection<PodSight> pods) {
    return pods.stream()
        .collect(Collectors.toMap(PodSight::uid, Function.identity(), (one, _) -> one));
  }
}
