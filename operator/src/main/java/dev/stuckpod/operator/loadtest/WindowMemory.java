package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.operator.loadtest.keep.Kept;
import dev.stuckpod.operator.loadtest.member.LoadState;
import dev.stuckpod.operator.loadtest.member.Member;
import dev.stuckpod.operator.loadtest.member.Sights;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.window.Heartbeat;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Notes;
import dev.stuckpod.operator.loadtest.window.PodChanges;
import dev.stuckpod.operator.loadtest.window.PodResult;
import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.opening.Created;
import dev.stuckpod.operator.probes.ProbeEvents;
import dev.stuckpod.operator.scrape.Monitors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of an open window. One that comes later begins with what the status
 * says: who was there, what was proven, and what has happened.
 */
final class WindowMemory implements AutoCloseable {

  /** Pods of one window, those that have left too; whoever makes them may make any number. */
  static final int MOST_ACCOUNTS = 1000;

  /** Between two readings, whatever they may show. */
  private static final Duration BREATH = Duration.ofMillis(500);

  private final Instant watchingSince;
  private final Duration interval;
  private final Readings readings;
  private final Sights sights;
  private final ProbeEvents probes;
  private final LoadState load;
  private final Monitors monitors;
  private final Policies policies;
  private final Created created = new Created();
  private final Kept kept;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private Notes notes;
  private List<PodSight> seen = List.of();
  private @Nullable Instant readAt;
  private Heartbeat heartbeat = Heartbeat.NONE;

  /**
   * Begins.
   *
   * @param before the window's status
   * @param interval in which pods are looked at
   */
  WindowMemory(
      Readings readings,
      Sights sights,
      ProbeEvents probes,
      LoadState load,
      Monitors monitors,
      Policies policies,
      LoadTestWindowStatus before,
      Duration interval,
      Instant now) {
    this.watchingSince = now;
    this.interval = interval;
    this.readings = readings;
    this.sights = sights;
    this.probes = probes;
    this.load = load;
    this.monitors = monitors;
    this.policies = policies;
    this.kept = new Kept(before.readings());
    this.notes = Recollection.notes(before);
    accounts.putAll(Recollection.accounts(before, notes, interval, now));
  }

  /** Since when this process has watched. */
  Instant watchingSince() {
    return watchingSince;
  }

  Readings readings() {
    return readings;
  }

  Sights sights() {
    return sights;
  }

  ProbeEvents probes() {
    return probes;
  }

  /** Its TestRun or Job. */
  LoadState load() {
    return load;
  }

  Monitors monitors() {
    return monitors;
  }

  Policies policies() {
    return policies;
  }

  Created created() {
    return created;
  }

  /** Which readings are kept. */
  Kept kept() {
    return kept;
  }

  /**
   * Whether pods are to be read again: so often, however often somebody looks in between, and when
   * that may show that one stands.
   */
  boolean readingIsDue(Instant now) {
    boolean due = !now.isBefore(nextReading(now).minusMillis(100));
    if (due) {
      readAt = now;
    }
    return due;
  }

  /** When pods are to be read again. */
  Instant nextReading(Instant now) {
    return readAt == null ? now : nextReading(readAt, interval, readings.due());
  }

  /**
   * The next turn, or earlier where that may show something; once, as one whose glances are not
   * answered any more stays due.
   */
  static Instant nextReading(Instant readAt, Duration interval, Optional<Instant> due) {
    Instant turn = readAt.plus(interval);
    return due.filter(readAt::isBefore)
        .map(early -> latest(early, readAt.plus(BREATH)))
        .filter(turn::isAfter)
        .orElse(turn);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What whoever runs the load has said of it, with what is said now. */
  Heartbeat heartbeat(@Nullable String said, Instant now) {
    heartbeat = heartbeat.next(said, now);
    return heartbeat;
  }

  /** These pods are there, who has come among them; the others have left. */
  void present(Collection<Member> members, Instant now) {
    Set<String> present =
        members.stream()
            .map(member -> member.facts().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    accounts.values().stream()
        .filter(account -> !present.contains(account.pod()))
        .forEach(account -> account.left(now));
    for (String pod : present) {
      if (accounts.containsKey(pod)) {
        continue;
      }
      if (accounts.size() < MOST_ACCOUNTS) {
        accounts.put(pod, Account.joined(pod, now, interval));
      } else {
        note(
            new Note(
                "",
                NoteReason.LeftOut,
                "More than %d pods came and went: the last were not watched."
                    .formatted(MOST_ACCOUNTS),
                now));
      }
    }
    readings.keepOnly(
        members.stream().map(member -> member.facts().uid()).collect(Collectors.toSet()));
  }

  /** The account of a pod; empty where there is no room for it. */
  Optional<Account> account(String pod) {
    return Optional.ofNullable(accounts.get(pod));
  }

  /** Whether the API server has told of a pod in the last turn. */
  boolean saw(String uid) {
    return seen.stream().anyMatch(sight -> sight.uid().equals(uid));
  }

  /** Takes note of what has happened to pods since the last turn. */
  void sighted(List<PodSight> now, Instant at) {
    for (Note change : PodChanges.between(seen, now, at)) {
      if (change.reason().leaves()) {
        account(change.pod())
            .map(Account::sum)
            .filter(sum -> sum.result(at) == PodResult.Unknown)
            .ifPresent(
                sum ->
                    note(
                        new Note(
                            sum.pod(),
                            NoteReason.NotSeen,
                            (Recollection.UNSEEN + " " + sum.blind()).strip(),
                            at)));
      }
      note(change);
    }
    for (PodSight sight : now) {
      Account account = accounts.get(sight.name());
      if (account != null) {
        account.sighted(sight);
      }
    }
    seen = List.copyOf(now);
  }

  void note(Note note) {
    notes = notes.with(note);
  }

  Notes notes() {
    return notes;
  }

  /** All, those that have left too, as they came. */
  Collection<Account> accounts() {
    return accounts.values();
  }

  /**
   * When a pod last stood recovered, by uid: what was opened before is another episode. Null where
   * it has not.
   */
  @Nullable Instant recoveredAt(String uid) {
    return seen.stream()
        .filter(sight -> sight.uid().equals(uid))
        .map(sight -> accounts.get(sight.name()))
        .filter(Objects::nonNull)
        .map(account -> account.looks().recoveredAt())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Looks that are under way. */
  List<Account> looking() {
    return accounts.values().stream()
        .filter(account -> account.looks().underWay() != null)
        .toList();
  }

  @Override
  public void close() {
    readings.keepOnly(Set.of());
  }
}
