package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.operator.loadtest.window.Note;
import dev.stuckpod.operator.loadtest.window.Notes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier process has left behind in a window's status. Pure. What it does not say is not
 * known: it is never taken for good.
 */
final class Recollection {

  /** Said of a pod that left: another process knows by it that it was not seen. */
  static final String UNSEEN = "The pod went, and nobody had seen whether it was stuck.";

  private Recollection() {}

  /** What has happened. */
  static Notes notes(LoadTestWindowStatus before) {
    Notes notes = Notes.NONE;
    for (WindowNote note : Objects.requireNonNullElse(before.notes(), List.<WindowNote>of())) {
      Optional<NoteReason> reason =
          NoteReason.of(note.reason()).filter(one -> one != NoteReason.More);
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

  /**
   * Who was there, by name; who does not come again has left meanwhile.
   *
   * @param interval in which pods are looked at
   */
  static Map<String, Account> accounts(
      LoadTestWindowStatus before, Notes notes, Duration interval, Instant now) {
    var accounts = new LinkedHashMap<String, Account>();
    if (before.startedAt() == null) {
      return accounts;
    }
    Instant started = Instant.parse(before.startedAt());
    for (String pod : Objects.requireNonNullElse(before.watched(), List.<String>of())) {
      accounts.put(pod, account(pod, notes, started, interval, now));
    }
    for (WindowIncident incident :
        Objects.requireNonNullElse(before.incidents(), List.<WindowIncident>of())) {
      accounts
          .computeIfAbsent(incident.pod(), pod -> Account.recalled(pod, started, interval))
          .recall(incident);
    }
    return accounts;
  }

  /** As the notes tell of it; of one that may still be there it is not known what it does. */
  private static Account account(
      String pod, Notes notes, Instant started, Duration interval, Instant now) {
    @Nullable Instant leftAt = null;
    boolean unseen = false;
    int restarts = 0;
    for (Note note : notes.all()) {
      if (note.pod().equals(pod)) {
        switch (note.reason()) {
          case Replaced, ScaledIn, RolledOut, Evicted -> leftAt = note.at();
          case Joined -> leftAt = null; // another one of the same name
          case Restarted, OOMKilled -> restarts++;
          case NotSeen -> unseen |= note.message().startsWith(UNSEEN);
          default -> {}
        }
      }
    }
    Account account;
    if (leftAt != null && !unseen) {
      account = Account.gone(pod, started, leftAt);
    } else {
      account =
          unseen
              ? Account.joined(pod, started, interval)
              : Account.recalled(pod, started, interval);
      account.left(leftAt == null ? now : leftAt);
    }
    account.restarted(restarts);
    return account;
  }
}
