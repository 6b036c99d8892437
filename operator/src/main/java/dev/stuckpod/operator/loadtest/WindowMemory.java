package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.operator.loadtest.member.Member;
import dev.stuckpod.operator.loadtest.member.Sights;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.scrape.Monitors;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.NoteReason;
import dev.stuckpod.operator.loadtest.window.Notes;
import dev.stuckpod.operator.loadtest.window.PodChanges;
import dev.stuckpod.operator.loadtest.window.PodSight;
import dev.stuckpod.operator.opening.Created;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
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

  private final Duration interval;
  private final Instant watchingSince;
  private final Readings readings;
  private final Sights sights;
  private final Monitors monitors;
  private final Policies policies;
  private final Created created = new Created();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private Notes notes;
  private List<PodSight> seen = List.of();
  private @Nullable Instant readAt;

  /**
   * Begins.
   *
   * @param interval in which pods are looked at
   * @param before the window's status
   */
  WindowMemory(
      Readings readings,
      Sights sights,
      Monitors monitors,
      Policies policies,
      Duration interval,
      LoadTestWindowStatus before,
      Instant now) {
    this.interval = interval;
    this.watchingSince = now;
    this.readings = readings;
    this.sights = sights;
    this.monitors = monitors;
    this.policies = policies;
    this.notes = recalled(before.notes());
    recall(before, now);
  }

  private static Notes recalled(@Nullable List<WindowNote> before) {
    Notes notes = Notes.NONE;
    for (WindowNote note : Objects.requireNonNullElse(before, List.<WindowNote>of())) {
      Optional<NoteReason> reason =
          Arrays.stream(NoteReason.values())
              .filter(one -> one.name().equals(note.reason()) && one != NoteReason.More)
              .findFirst();
      if (reason.isPresent() && note.at() != null) {
        notes =
            notes.with(
                new Note(
                    Objects.requireNonNullElse(note.pod(), ""),
                    reason.get(),
                    Objects.requireNonNullElse(note.message(), ""),
                    Instant.parse(note.at())));
      }
    }
    return notes;
  }

  /** Who was there before this process came; who does not come again has left meanwhile. */
  private void recall(LoadTestWindowStatus before, Instant now) {
    if (before.startedAt() == null || before.watched() == null) {
      return;
    }
    Instant started = Instant.parse(before.startedAt());
    Map<String, Instant> left =
        notes.all().stream()
            .filter(note -> note.reason().leaves())
            .collect(Collectors.toMap(Note::pod, Note::at, (_, last) -> last));
    for (String pod : before.watched()) {
      Instant leftAt = left.get(pod);
      Account account;
      if (leftAt != null) {
        account = Account.gone(pod, started, leftAt);
      } else {
        account = Account.joined(pod, started, interval);
        account.left(now);
      }
      accounts.put(pod, account);
    }
    for (WindowIncident incident :
        Objects.requireNonNullElse(before.incidents(), List.<WindowIncident>of())) {
      accounts
          .computeIfAbsent(incident.pod(), pod -> Account.joined(pod, started, interval))
          .recall(incident);
    }
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

  Monitors monitors() {
    return monitors;
  }

  Policies policies() {
    return policies;
  }

  Created created() {
    return created;
  }

  /** Whether pods are to be read again: so often, however often somebody looks in between. */
  boolean readingIsDue(Instant now) {
    boolean due = readAt == null || !now.isBefore(readAt.plus(interval).minusMillis(100));
    if (due) {
      readAt = now;
    }
    return due;
  }

  /** The accounts of these pods, who has come among them; the others have left. */
  List<Account> of(Collection<Member> members, Instant now) {
    Set<String> present =
        members.stream().map(member -> member.facts().name()).collect(Collectors.toSet());
    accounts.values().stream()
        .filter(account -> !present.contains(account.pod()))
        .forEach(account -> account.left(now));
    List<Account> of =
        members.stream()
            .map(
                member ->
                    accounts.computeIfAbsent(
                        member.facts().name(), pod -> Account.joined(pod, now, interval)))
            .toList();
    readings.keepOnly(
        members.stream().map(member -> member.facts().uid()).collect(Collectors.toSet()));
    return of;
  }

  /** Takes note of what has happened to pods since the last turn. */
  void sighted(List<PodSight> now, Instant at) {
    PodChanges.between(seen, now, at).forEach(this::note);
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
