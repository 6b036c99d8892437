package dev.stuckpod.operator.foresight;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.turns.Background;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sidecars see of their apps. They are asked in the background and at most once an hour,
 * because a look goes to the app's own listeners when pprof is searched for; until there is an
 * answer nothing is said.
 */
public final class Foresight {

  private static final Logger LOG = LoggerFactory.getLogger(Foresight.class);

  /** What hinders may be mended without a restart: a volume, a setting of the node. */
  private static final Duration WHERE_NOTHING_IS_POSSIBLE = Duration.ofHours(1);

  /** What is possible with a process stays so, for the most part, as long as it lives. */
  private static final Duration WHERE_SOMETHING_IS = Duration.ofHours(6);

  /** A shell may still have to start the app of a container that is younger than this. */
  private static final Duration STARTING = Duration.ofMinutes(2);

  private static final Duration WHILE_STARTING = Duration.ofSeconds(20);

  /** What stands between may be removed at any time, and who does so waits to read that it is. */
  private static final Duration WHERE_NOTHING_COMES_BACK = Duration.ofMinutes(2);

  /** Room for containers that come and go, beside those that are there. */
  private static final int SPARE = 1024;

  private static final int KINDS = 1024;

  private final Look look;
  private final Background background;
  private final Clock clock;
  private final Set<String> asking = new HashSet<>();
  private final Map<String, Long> changes = new HashMap<>();
  private final Map<String, Answer> answers;

  /** Lists of methods, which are the same for most processes of a fleet. */
  private final Map<List<MethodInfo>, List<MethodInfo>> kinds = new HashMap<>();

  private record Answer(
      List<ProcessInfo> processes, @Nullable Unanswered unanswered, Instant due) {}

  /**
   * Nothing came back from a sidecar's port.
   *
   * @param forbidden whether a NetworkPolicy forbids it
   * @param message what is known of that, with the remedy
   */
  public record Unanswered(boolean forbidden, String message) {}

  /** Asks a pod's sidecar. */
  public interface Look {
    /** Tells what it sees, the app's process first. */
    List<ProcessInfo> at(PodView pod, String containerID) throws SidecarException;
  }

  /**
   * Asks by looking.
   *
   * @param background runs what may wait for a sidecar, not all at once
   * @param containers how many there are: so many answers are remembered
   */
  public Foresight(Look look, Background background, IntSupplier containers, Clock clock) {
    this.look = look;
    this.background = background;
    this.clock = clock;
    this.answers = Recent.used(() -> containers.getAsInt() + SPARE);
  }

  /**
   * Tells what was last seen of a container, without waiting.
   *
   * @param containerID as in the pod's status
   * @return the app's process; empty as long as nothing is known
   */
  public synchronized List<ProcessInfo> of(PodView pod, String containerID) {
    Answer known = answers.get(containerID);
    if ((known == null || !clock.instant().isBefore(known.due())) && asking.add(containerID)) {
      background.run(pod.namespace(), () -> ask(pod, containerID));
    }
    return known == null ? List.of() : known.processes();
  }

  /** Tells whether the sidecar was asked and told nothing. */
  public synchronized boolean silent(String containerID) {
    Answer known = answers.get(containerID);
    return known != null && known.processes().isEmpty();
  }

  /**
   * Tells why a sidecar gave no answer, if its port was called and nothing came back; not of one
   * that may still be starting.
   */
  public synchronized Optional<Unanswered> unanswered(String containerID) {
    return Optional.ofNullable(answers.get(containerID)).map(Answer::unanswered);
  }

  /** Grows whenever something else is known of a pod of the namespace. */
  public synchronized long changes(String namespace) {
    return changes.getOrDefault(namespace, 0L);
  }

  private void ask(PodView pod, String containerID) {
    List<ProcessInfo> processes = List.of();
    Unanswered unanswered = null;
    try {
      processes = look.at(pod, containerID);
    } catch (SidecarException failed) {
      LOG.debug("{}: {}", pod.name(), failed.getMessage());
      if (failed.answer() != SidecarException.Answer.SomeOrNotAsked) {
        unanswered =
            new Unanswered(failed.answer() == SidecarException.Answer.Forbidden, failed.sentence());
      }
    } catch (RuntimeException failed) {
      LOG.debug("{}: {}", pod.name(), failed.getMessage());
    }
    Instant now = clock.instant();
    if (starting(pod, containerID, now)) {
      unanswered = null;
    }
    synchronized (this) {
      List<ProcessInfo> kept = processes.stream().limit(1).map(this::shared).toList();
      Instant due =
          unanswered == null
              ? due(pod, containerID, kept, now)
              : now.plus(WHERE_NOTHING_COMES_BACK);
      Answer before = answers.put(containerID, new Answer(kept, unanswered, due));
      asking.remove(containerID);
      if (before == null
          || !kept.equals(before.processes())
          || !Objects.equals(unanswered, before.unanswered())) {
        changes.merge(pod.namespace(), 1L, Long::sum);
      }
    }
  }

  private static Instant due(
      PodView pod, String containerID, List<ProcessInfo> processes, Instant now) {
    boolean identified =
        !processes.isEmpty() && !ProcessInfo.UNKNOWN.equals(processes.getFirst().runtime());
    if (!identified && starting(pod, containerID, now)) {
      return now.plus(WHILE_STARTING);
    }
    boolean possible =
        processes.stream().flatMap(one -> one.methods().stream()).anyMatch(MethodInfo::possible);
    return now.plus(possible ? WHERE_SOMETHING_IS : WHERE_NOTHING_IS_POSSIBLE);
  }

  private static boolean starting(PodView pod, String containerID, Instant now) {
    return pod.facts().stream()
        .filter(facts -> containerID.equals(facts.containerID()))
        .anyMatch(
            facts -> facts.startedAt() != null && now.isBefore(facts.startedAt().plus(STARTING)));
  }

  private ProcessInfo shared(ProcessInfo process) {
    if (kinds.size() > KINDS) {
      kinds.clear();
    }
    return process.withMethods(kinds.computeIfAbsent(process.methods(), methods -> methods));
  }
}
