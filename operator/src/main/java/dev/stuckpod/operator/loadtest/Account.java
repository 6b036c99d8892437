package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.look.PodLooks;
import dev.stuckpod.operator.loadtest.look.Proof;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.window.PodAccount;
import dev.stuckpod.operator.loadtest.window.PodResult;
import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.loadtest.window.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a window has seen of one pod, by its name, from turn to turn. For one thread. */
final class Account {

  private static final String UNWATCHED =
      "The operator was away, and has not seen it for long enough since.";

  private final String pod;
  private final Instant joinedAt;
  private @Nullable Instant leftAt;
  private Seen seen;
  private PodLooks looks = PodLooks.NONE;
  private @Nullable Suspicion suspicion;
  private @Nullable Instant standsSince;
  private @Nullable Suspicion noticed;
  private @Nullable Instant noticedAt;
  private boolean wasSuspected;
  private @Nullable String uid;
  private int restartsBefore;
  private int restartsOfOthers;
  private int restarts;
  private String blind = "";
  private boolean wholly;
  private boolean withoutSidecar;
  private boolean recalled;
  private @Nullable WindowIncident incident;

  private Account(String pod, Instant joinedAt, Seen seen) {
    this.pod = pod;
    this.joinedAt = joinedAt;
    this.seen = seen;
  }

  /**
   * Why a pod cannot be seen.
   *
   * @param whole whether nothing of it is read
   * @param sentence empty where it can
   */
  record Blindness(boolean noSidecar, boolean whole, String sentence) {}

  /**
   * Of a pod that has come.
   *
   * @param interval in which it is looked at
   */
  static Account joined(String pod, Instant at, Duration interval) {
    return new Account(pod, at, Seen.every(interval));
  }

  /** Of one that an earlier process has seen come and go, and found nothing in. */
  static Account gone(String pod, Instant joinedAt, Instant leftAt) {
    var account = new Account(pod, joinedAt, new Seen(null, joinedAt, leftAt, Seen.NEVER.pause()));
    account.leftAt = leftAt;
    return account;
  }

  /** Of one that an earlier process has watched; whether it saw it then is not known. */
  static Account recalled(String pod, Instant joinedAt, Duration interval) {
    var account = joined(pod, joinedAt, interval);
    account.recalled = true;
    return account;
  }

  /** Takes what an earlier process has proven. */
  void recall(WindowIncident proven) {
    incident = proven;
  }

  /**
   * Takes note of what is thought of it now.
   *
   * @param whyBlind why it cannot be seen, where it cannot; else empty
   */
  void judged(PodFacts facts, Collection<Thought> thoughts, Blindness whyBlind, Instant now) {
    leftAt = facts.terminating() ? Objects.requireNonNullElse(leftAt, now) : null;
    String containerID = facts.containerID();
    boolean same = Objects.equals(seen.containerID(), containerID);
    seen = seen.next(containerID, thoughts, now);
    if (looks.underWay() == null) { // a dump may end the container that it explains
      looks = looks.of(containerID);
    }
    blind = whyBlind.sentence();
    wholly = whyBlind.whole();
    withoutSidecar = whyBlind.noSidecar();
    Optional<Suspicion> first = Thought.strongest(thoughts);
    if (first.isEmpty() && same && !Seen.sees(thoughts)) {
      return; // who is not seen has not recovered: what is suspected stands
    }
    wasSuspected |= suspicion != null && first.isEmpty();
    standsSince = first.map(one -> earliest(one.since(), standsSince)).orElse(null);
    suspicion = first.orElse(null);
  }

  private static Instant earliest(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  /** Takes note of what the API server says of it. */
  void sighted(PodSight sight) {
    if (!sight.uid().equals(uid)) { // the first, or another pod of the same name
      restartsOfOthers = restarts;
      uid = sight.uid();
      restartsBefore = sight.restarts();
    }
    restarts = Math.max(restarts, restartsOfOthers + sight.restarts() - restartsBefore);
  }

  /** An earlier process has seen its container start again. */
  void restarted(int times) {
    restarts = Math.max(restarts, times);
  }

  /** It is gone, or goes. */
  void left(Instant at) {
    leftAt = leftAt == null ? at : leftAt;
  }

  /** A look was begun for what is suspected now. */
  void begun(String analysis, Instant now) {
    Suspicion why = Objects.requireNonNull(suspicion);
    looks = looks.begun(analysis, why.noticedBy());
    noticed = why;
    noticedAt = now;
  }

  /** The look under way has come to something. */
  void ended(Proof proof, Instant now) {
    String analysis = looks.underWay();
    looks = looks.ended(proof, now);
    if (proof instanceof Proof.Stuck(String verdict, String confidence, String cause)
        && incident == null) { // since when it has stood was seen best the first time
      Suspicion why = Objects.requireNonNull(noticed);
      incident =
          new WindowIncident(
              pod,
              time(why.since()),
              why.noticedBy().word(),
              time(Objects.requireNonNull(noticedAt)),
              analysis,
              verdict,
              confidence,
              cause);
    }
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String pod() {
    return pod;
  }

  /** Of the pod that has this name now, or had it; empty where it was never read. */
  Optional<String> uid() {
    return Optional.ofNullable(uid);
  }

  PodLooks looks() {
    return looks;
  }

  /** What is suspected now. */
  Optional<Suspicion> suspicion() {
    return Optional.ofNullable(suspicion);
  }

  /**
   * Since when it is about what is suspected now: a dump of before says nothing of it, whoever had
   * it taken. To the second, as objects are dated. Null where nothing is suspected.
   */
  @Nullable Instant episodeSince() {
    Instant recovered = looks.recoveredAt();
    if (standsSince == null || (recovered != null && recovered.isAfter(standsSince))) {
      return recovered;
    }
    return standsSince.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What was proven. */
  Optional<WindowIncident> incident() {
    return Optional.ofNullable(incident);
  }

  /** Whether it was suspected, and nobody could look. */
  boolean isUnproven() {
    return suspicion != null && incident == null && !isCleared();
  }

  private boolean isCleared() {
    return suspicion != null && looks.cleared(suspicion.since());
  }

  /** Whether it has nobody who could look at it. */
  boolean isWithoutSidecar() {
    return withoutSidecar;
  }

  /** Whether it is not known for no other reason than that nobody watched for a while. */
  boolean isUnwatched(Instant end) {
    return recalled && !wholly && !isUnproven() && sum().result(end) == PodResult.Unknown;
  }

  /** As the result is made of it. */
  PodAccount sum() {
    return new PodAccount(
        pod,
        joinedAt,
        leftAt,
        incident != null,
        suspicion != null || looks.underWay() != null,
        isCleared(),
        wasSuspected,
        restarts,
        seen,
        isUnproven()
            ? unlooked()
            : recalled && !wholly ? (UNWATCHED + " " + blind).strip() : blind);
  }

  /** Why nobody could look at it, as far as that was tried. */
  private String unlooked() {
    return looks.note().orElse(blind.isEmpty() ? "It was suspected, and not looked at." : blind);
  }
}
