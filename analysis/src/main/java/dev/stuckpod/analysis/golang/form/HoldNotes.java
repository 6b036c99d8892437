package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.LockWord.Held;
import dev.stuckpod.analysis.model.LockWord.Hold;
import dev.stuckpod.analysis.model.LockWord.Sure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock, in the lines behind that of the lock: {@code # held by 17: proven, locked in
 * main.(*Hub).all at /src/hub.go:40, unlock deferred}. What is not understood, or contradicts the
 * word, takes all of it back: half a truth would accuse somebody else.
 */
final class HoldNotes {
  private static final byte[] NOTE = Bytes.of("#   ");
  private static final String MORE_THAN_ITS_WORD = "more say that they hold it than its word";
  private static final Pattern NAMED =
      Pattern.compile(
          "#   (?:held|to be done) by (\\d{1,19})(?:, to (read|write))?"
              + "(?:, ([1-9]\\d{0,8}) times)?: (proven|strong|suspected)"
              + "(, locked in .+?)?"
              + "(?:, ((?:unlock|Done) (?:deferred|ahead)|no (?:unlock|Done) seen))?");
  private static final Pattern MORE =
      Pattern.compile(
          "#   (?:held|to be done) by (\\d{1,18}) more(?:, to (?:read|write))?, on no stack(?::"
              + " returned without unlocking, or ended)?(?:; or one of((?: \\d{1,19}){1,40}(?:"
              + " \\.\\.\\.)?), who hold what cannot be told)?(?:; (\\d{1,9}) goroutines? could not"
              + " be read)?");
  private static final Pattern NOBODY =
      Pattern.compile(
          "#   (?:held|to be done) by nobody who can be named(?:, to (?:read|write))?:"
              + " (.{1,200})");
  private static final Pattern OTHERS =
      Pattern.compile(
          "#   (?:held|to be done) by (\\d{1,9}) others(?:, to (?:read|write))?, who have no"
              + " lines");
  private static final Pattern LOCKED =
      Pattern.compile(", locked in ([^ ]{1,300}) at (.{1,300}):(\\d{1,9})");

  private static final int LONGEST = 1_000;

  /** So many are kept, of all locks. */
  private static final int MOST = 4_000;

  private int kept;
  private final List<Hold> by = new ArrayList<>();
  private long more;
  private long others;
  private int unreadable;
  private @Nullable String nobody;
  private int lines;
  private final List<String> untold = new ArrayList<>();
  private boolean lost;

  /** Whether a line is one of these, or of another kind that belongs to the line before. */
  static boolean isOne(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, NOTE);
  }

  /** Forgets the lock before. */
  void begin() {
    by.clear();
    more = 0;
    others = 0;
    unreadable = 0;
    nobody = null;
    lines = 0;
    untold.clear();
    lost = false;
  }

  /** Takes a line, and gives what all lines of this lock say. */
  Held take(byte[] b, int from, int to, LockWord word) {
    lines++;
    if (lines > MOST || to - from > LONGEST || !understood(Bytes.text(b, from, to))) {
      lost = true;
    }
    return held(word);
  }

  private Held held(LockWord word) {
    if (lost || word.moving()) {
      return Held.NOT_TOLD;
    }
    long counted = more + others;
    for (Hold hold : by) {
      counted += hold.times();
    }
    boolean excess = word.holders() > 0 && counted > word.holders();
    return nobody != null || excess
        ? new Held(true, List.of(), 0, List.of(), 0, nobody == null ? MORE_THAN_ITS_WORD : nobody)
        : new Held(true, by, more, untold, unreadable, null);
  }

  private boolean understood(String line) {
    Matcher m = NAMED.matcher(line);
    if (m.matches()) {
      return kept < MOST && named(m);
    }
    m = MORE.matcher(line);
    if (m.matches()) {
      more += Long.parseLong(m.group(1));
      if (m.group(2) != null) {
        untold.addAll(List.of(m.group(2).strip().split(" ")));
      }
      unreadable = Math.max(unreadable, m.group(3) == null ? 0 : Integer.parseInt(m.group(3)));
      return more >= 0;
    }
    m = NOBODY.matcher(line);
    if (m.matches()) {
      nobody = m.group(1);
      return true;
    }
    m = OTHERS.matcher(line);
    if (m.matches()) {
      others += Long.parseLong(m.group(1));
    }
    return m.matches();
  }

  private boolean named(Matcher m) {
    Frame at = null;
    if (m.group(5) != null) {
      Matcher where = LOCKED.matcher(m.group(5));
      if (!where.matches()) {
        return false;
      }
      at = new Frame(where.group(1), where.group(2), Integer.parseInt(where.group(3)));
    }
    kept++;
    by.add(
        new Hold(
            m.group(1),
            m.group(2) == null ? "" : m.group(2),
            m.group(3) == null ? 1 : Integer.parseInt(m.group(3)),
            sure(m.group(4)),
            at,
            m.group(6) == null ? "" : m.group(6)));
    return true;
  }

  private static Sure sure(String word) {
    return switch (word) {
      case "proven" -> Sure.PROVEN;
      case "strong" -> Sure.STRONG;
      default -> Sure.SUSPECTED;
    };
  }
}
