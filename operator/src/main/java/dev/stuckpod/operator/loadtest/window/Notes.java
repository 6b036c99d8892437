package dev.stuckpod.operator.loadtest.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The notes of a window, the oldest first, as many as a status holds. A pure value; each change
 * makes another.
 *
 * @param missed how many there was no room for
 */
public record Notes(List<Note> all, int missed) {

  /** Kept notes. */
  public static final int MOST = 50;

  /** Notes of a pod and a reason, of which those in the middle are not kept. */
  private static final int OF_ONE = 3;

  /** Before the first. */
  public static final Notes NONE = new Notes(List.of(), 0);

  public Notes {
    all = List.copyOf(all);
  }

  /**
   * Adds one. A pod that does the same again and again has its first and its last kept, and what is
   * told anew of looks takes the place of what was told.
   */
  public Notes with(Note note) {
    if (all.contains(note)) {
      return this;
    }
    List<Integer> same =
        IntStream.range(0, all.size()).filter(i -> isSame(all.get(i), note)).boxed().toList();
    var more = new ArrayList<>(all);
    if (replaces(note.reason()) && !same.isEmpty()) {
      more.remove((int) same.getLast());
    } else if (same.size() >= OF_ONE) {
      more.remove((int) same.getLast());
    } else if (more.size() >= MOST - 1) {
      return new Notes(all, missed + 1);
    }
    more.add(note);
    return new Notes(more, missed);
  }

  /** All, and that there were more. */
  public List<Note> shown(Instant now) {
    if (missed == 0) {
      return all;
    }
    var shown = new ArrayList<>(all);
    shown.add(new Note("", NoteReason.More, "%d more notes are not kept.".formatted(missed), now));
    return shown;
  }

  private static boolean isSame(Note one, Note other) {
    return one.pod().equals(other.pod()) && one.reason() == other.reason();
  }

  private static boolean replaces(NoteReason reason) {
    return switch (reason) {
      case Looked, NotSeen, LeftOut -> true;
      default -> false;
    };
  }
}
