package dev.stuckpod.operator.loadtest.window;

import dev.stuckpod.crds.reasons.NoteReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The notes of a window, the oldest first, as many as a status holds. A pure value; each change
 * makes another.
 *
 * @param unkept of which pods, and for which reasons, there was no room; as many as are counted
 */
public record Notes(List<Note> all, Set<String> unkept) {

  /** Kept notes. */
  public static final int MOST = 50;

  /** Notes of a pod and a reason, of which those in the middle are not kept. */
  private static final int OF_ONE = 3;

  /** Before the first. */
  public static final Notes NONE = new Notes(List.of(), Set.of());

  /** Notes of probes: they leave room for what else happens. */
  private static final int OF_PROBES = 20;

  private static final int MOST_UNKEPT = 1000;

  public Notes {
    all = List.copyOf(all);
    unkept = Set.copyOf(unkept);
  }

  /**
   * Adds one. A pod that does the same again and again has its first and its last kept, and what is
   * told anew of looks takes the place of what was told. What is said again and again in the same
   * words was so since it was said first.
   */
  public Notes with(Note note) {
    if (all.contains(note)) {
      return this;
    }
    List<Integer> same =
        IntStream.range(0, all.size()).filter(i -> isSame(all.get(i), note)).boxed().toList();
    var more = new ArrayList<>(all);
    if (replaces(note.reason()) && !same.isEmpty()) {
      Note before = all.get(same.getLast());
      if (before.message().equals(note.message())) {
        return this;
      }
      if (note.reason() == NoteReason.ProbeFailed) { // it is of the first time, and stays there
        more.set(same.getLast(), since(before.at(), note));
        return new Notes(more, unkept);
      }
      more.remove((int) same.getLast());
    } else if (same.size() >= OF_ONE) {
      more.remove((int) same.getLast());
    } else if (more.size() >= MOST - 1 || isOneTooMany(note)) {
      return without(note);
    }
    more.add(note);
    return new Notes(more, unkept);
  }

  private boolean isOneTooMany(Note note) {
    return note.reason() == NoteReason.ProbeFailed
        && all.stream().filter(one -> one.reason() == note.reason()).count() >= OF_PROBES;
  }

  private static Note since(Instant before, Note note) {
    return before.isBefore(note.at())
        ? new Note(note.pod(), note.reason(), note.message(), before)
        : note;
  }

  private Notes without(Note note) {
    String what = note.pod() + "/" + note.reason();
    if (unkept.contains(what) || unkept.size() == MOST_UNKEPT) {
      return this;
    }
    var more = new HashSet<>(unkept);
    more.add(what);
    return new Notes(all, more);
  }

  /** How many there was no room for: of a pod and a reason one is counted. */
  public int missed() {
    return unkept.size();
  }

  /** All, and that there were more. */
  public List<Note> shown() {
    if (unkept.isEmpty()) {
      return all;
    }
    var shown = new ArrayList<>(all);
    // a time that stays: a status is written where it has changed
    shown.add(
        new Note(
            "",
            NoteReason.More,
            "%d more notes are not kept.".formatted(missed()),
            all.getLast().at()));
    return shown;
  }

  private static boolean isSame(Note one, Note other) {
    if (one.reason() != other.reason()) {
      return false;
    }
    return switch (one.reason()) {
      case ProbeFailed -> FailedProbes.same(one, other);
      case NotRead -> one.message().equals(other.message());
      default -> one.pod().equals(other.pod());
    };
  }

  private static boolean replaces(NoteReason reason) {
    return switch (reason) {
      case Looked, NotSeen, LeftOut, ProbeFailed, NotRead -> true;
      default -> false;
    };
  }
}
