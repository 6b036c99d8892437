package dev.stuckpod.operator.lookout;

import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.glance.Glance;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.glance.Sight;
import dev.stuckpod.operator.glance.Sort;
import dev.stuckpod.operator.lookout.Glances.Asked;
import dev.stuckpod.operator.pods.ContainerFacts;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.turns.Background;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has sidecars glance at containers again and again, for as long as somebody wants to know, and
 * tells at once what was seen last. Where there are too many for the pace that is wanted, whoever
 * waits without having run is glanced at before the others.
 *
 * <p>Of a container in which nobody stands some 300 bytes are kept.
 */
public final class Lookout {

  /** So many glances begin in a second: most with a handshake, which is what costs. */
  public static final int A_SECOND = 40;

  /** So many more, of containers in which somebody has not run. */
  public static final int SECOND_LOOKS = 20;

  /** So many are waited for at once. */
  public static final int AT_ONCE = 32;

  /** So many connections are kept from one glance to the next; windows keep others. */
  private static final int STAY = 128;

  /** Nobody wants to know any more. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  /** Whoever asks comes a little early or late: a part of the time between two glances. */
  private static final int SLACK = 10;

  /** Who does not answer is asked more seldom, by this. */
  private static final int REST = 3;

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private static final Duration BETWEEN_CLEANINGS = Duration.ofSeconds(10);

  /** Asks a sidecar, as {@link Glances#of} does. */
  interface Asking {
    Glances.Answer of(
        PodView pod,
        String containerID,
        @Nullable Asked known,
        boolean stays,
        Consumer<Asked> learned,
        Instant now);
  }

  private final Asking asking;
  private final BiFunction<String, String, Optional<PodView>> pods;
  private final Background rounds;
  private final Background secondLooks;
  private final Clock clock;
  private final Map<String, Watched> watched = new HashMap<>();
  private int staying;
  private Instant cleaned = Instant.MIN;

  /** What is kept of a container. */
  private static final class Watched {
    private Instant due;
    private Instant wanted;
    private boolean asked;
    private boolean stays;
    private @Nullable SidecarClient sidecar;
    private boolean known;
    private int pid;
    private long startTime;
    private @Nullable Glance last;
    private Instant since = Instant.MAX;
    private @Nullable Set<LockState> moved;
    private @Nullable String unseen;

    Watched(Instant due) {
      this.due = due;
      this.wanted = due;
    }

    boolean isSuspect() {
      return last != null && last.sort() == Sort.Locks && !last.groups().isEmpty();
    }

    @Nullable Asked whom() {
      return known ? new Asked(sidecar, pid, startTime) : null;
    }
  }

  /**
   * Glances at nobody yet.
   *
   * @param pods finds one by namespace and name, as it is now
   * @param rounds begins one glance after the other, {@link #A_SECOND}
   * @param secondLooks the same for those that cannot wait, {@link #SECOND_LOOKS}
   */
  public Lookout(
      Glances glances,
      BiFunction<String, String, Optional<PodView>> pods,
      Background rounds,
      Background secondLooks,
      Clock clock) {
    this(glances::of, pods, rounds, secondLooks, clock);
  }

  Lookout(
      Asking asking,
      BiFunction<String, String, Optional<PodView>> pods,
      Background rounds,
      Background secondLooks,
      Clock clock) {
    this.asking = asking;
    this.pods = pods;
    this.rounds = rounds;
    this.secondLooks = secondLooks;
    this.clock = clock;
  }

  /**
   * Who is meant.
   *
   * @param container the app's
   */
  public record Meant(String namespace, String pod, String container) {}

  /**
   * Tells what is known of each, and sees to it that it is known from now on, too: of those that
   * are asked for once more within two minutes.
   *
   * @param every how long after a glance the next one is wanted
   * @return by name of the pod; who is not there, or does not run, is not in it
   */
  public Map<String, Sight> look(List<Meant> all, Duration every) {
    Instant now = clock.instant();
    var sights = new HashMap<String, Sight>();
    for (Meant one : all) {
      PodView pod = pods.apply(one.namespace(), one.pod()).orElse(null);
      ContainerFacts facts = pod == null ? null : pod.facts(one.container()).orElse(null);
      if (pod == null || facts == null || !isWorthIt(pod, facts)) {
        continue;
      }
      sights.put(
          one.pod(),
          pod.sidecar() == null
              ? new Sight.Unseen("It has no sidecar: " + PodView.SIDECAR_REMEDY + ".")
              : look(one, String.valueOf(facts.containerID()), every, now));
    }
    clean(now);
    return sights;
  }

  /** One that does not run yet, or that serves nobody yet, may wait for whatever it likes. */
  private static boolean isWorthIt(PodView pod, ContainerFacts facts) {
    Instant started = facts.startedAt();
    return pod.running()
        && !pod.terminating()
        && facts.state() == ContainerFacts.State.Running
        && facts.containerID() != null
        && started != null
        && pod.wasReady(started);
  }

  private synchronized Sight look(Meant who, String id, Duration every, Instant now) {
    Watched one = watched.computeIfAbsent(id, _ -> new Watched(first(id, every, now)));
    one.wanted = now;
    Duration slack = every.dividedBy(SLACK);
    boolean isDue = !now.isBefore(one.due.minus(slack));
    // another may have wanted it later
    boolean early = one.last != null && now.plus(every).plus(slack).isBefore(one.due);
    if (!one.asked && (isDue || early)) {
      one.asked = true;
      (one.isSuspect() ? secondLooks : rounds).run(who.namespace(), () -> glance(who, id, every));
    }
    Duration pace = pace(every);
    if (one.unseen != null) {
      return new Sight.Unseen(one.unseen);
    }
    return one.last == null
        ? new Sight.NotYet(pace)
        : new Sight.Seen(one.since, one.last, pace, one.moved);
  }

  /** Those that come together are spread over the time until the next glance. */
  private static Instant first(String id, Duration every, Instant now) {
    return now.plusMillis(Math.floorMod(id.hashCode() * 2654435761L, every.toMillis()));
  }

  /** In what pace one container is glanced at, where all that are watched are in turn. */
  private Duration pace(Duration every) {
    Duration all = Duration.ofSeconds(watched.size() / A_SECOND);
    return all.compareTo(every) > 0 ? all : every;
  }

  private void glance(Meant who, String id, Duration every) {
    PodView pod = pods.apply(who.namespace(), who.pod()).orElse(null);
    Asked known;
    boolean stays;
    synchronized (this) {
      Watched one = watched.get(id);
      if (one == null) {
        return;
      }
      Instant next = one.due.plus(every);
      Instant now = clock.instant();
      one.due =
          next.isAfter(now) && !next.isAfter(now.plus(every.multipliedBy(2)))
              ? next
              : now.plus(every);
      if (pod == null || !id.equals(containerID(pod, who))) {
        one.asked = false;
        return;
      }
      if (!one.stays && staying < STAY) {
        one.stays = true;
        staying++;
      }
      known = one.whom();
      stays = one.stays;
    }
    Glances.Answer answer = new Glances.Answer.Unseen("The glance has failed.");
    var learned = new Asked[1];
    try {
      answer = asking.of(pod, id, known, stays, found -> learned[0] = found, clock.instant());
    } finally {
      note(id, answer, learned[0], every);
    }
  }

  private static @Nullable String containerID(PodView pod, Meant who) {
    return pod.facts(who.container()).map(ContainerFacts::containerID).orElse(null);
  }

  private synchronized void note(
      String id, Glances.Answer answer, @Nullable Asked learned, Duration every) {
    Watched one = watched.get(id);
    if (one == null) {
      return;
    }
    one.asked = false;
    switch (answer) {
      case Glances.Answer.Seen(Glance glance) -> {
        Glance before = one.last;
        if (before == null || glance.isFirst() || before.startTime() != glance.startTime()) {
          one.since = glance.at();
          one.moved = null;
        } else {
          one.moved = glance.movedSince(before);
        }
        one.last = glance.ofThoseWhoStand();
        one.unseen = null;
        if (learned != null) {
          one.known = true;
          one.sidecar = learned.sidecar();
          one.pid = learned.pid();
          one.startTime = learned.startTime();
        }
      }
      case Glances.Answer.Unseen(String why) -> {
        Duration rest = every.multipliedBy(REST);
        one.due = clock.instant().plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
        one.last = null;
        one.unseen = why;
        one.known = false; // sidecar and process may be others by now
        one.sidecar = null;
      }
    }
  }

  private synchronized void clean(Instant now) {
    if (now.isBefore(cleaned.plus(BETWEEN_CLEANINGS))) {
      return;
    }
    cleaned = now;
    watched.values().removeIf(one -> one.wanted.plus(FORGOTTEN).isBefore(now));
    staying = (int) watched.values().stream().filter(one -> one.stays).count();
  }
}
