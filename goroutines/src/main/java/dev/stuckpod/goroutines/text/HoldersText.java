package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Holder;
import dev.stuckpod.goroutines.code.verdict.Verdict;
import dev.stuckpod.goroutines.code.verdict.Verdict.Note;

/** Prints who holds a lock, in lines behind its own. */
final class HoldersText {

  /** So many of those who hold one lock in one way have a line. */
  private static final int MOST = 1024;

  private static final int MOST_UNTOLD = 16;

  private HoldersText() {}

  /**
   * Prints who holds it in one way.
   *
   * @param unread of how many goroutines it is not known what they hold
   */
  static void print(Kind mode, Verdict verdict, long unread, Text out) {
    for (int i = 0; i < Math.min(verdict.holders().size(), MOST); i++) {
      print(mode, verdict.holders().get(i), out);
    }
    if (verdict.holders().size() > MOST) {
      out.add("#   held by ").add(verdict.holders().size() - MOST).add(" others").add(mode(mode));
      out.add(", who have no lines\n");
    }
    String reason = reason(verdict.note());
    if (!reason.isEmpty()) {
      out.add("#   held by nobody who can be named").add(mode(mode)).add(reason).add('\n');
    } else if (verdict.missing() > 0) {
      out.add(mode == Kind.COUNT ? "#   to be done by " : "#   held by ").add(verdict.missing());
      out.add(" more").add(mode(mode));
      out.add(", on no stack");
      out.add(mode == Kind.COUNT ? "" : ": returned without unlocking, or ended");
      if (!verdict.untold().isEmpty()) {
        out.add("; or one of");
        verdict.untold().stream().limit(MOST_UNTOLD).forEach(goid -> out.add(' ').add(goid));
        out.add(verdict.untold().size() > MOST_UNTOLD ? " ..." : "");
        out.add(", who hold what cannot be told");
      }
      if (unread > 0) {
        out.add("; ").add(unread).add(" goroutines could not be read");
      }
      out.add('\n');
    }
  }

  private static void print(Kind mode, Holder holder, Text out) {
    boolean count = mode == Kind.COUNT;
    out.add(count ? "#   to be done by " : "#   held by ").add(holder.goid()).add(mode(mode));
    if (holder.count() != 1) {
      out.add(", ").add(holder.count()).add(" times");
    }
    out.add(
        switch (holder.level()) {
          case PROVEN -> ": proven";
          case STRONG -> ": strong";
          case SUSPECTED -> ": suspected";
        });
    if (!holder.place().isEmpty()) {
      out.add(", locked in ").addBytes(holder.place());
    }
    String what = count ? "Done" : "unlock";
    switch (holder.release()) {
      case DEFERRED -> out.add(", ").add(what).add(" deferred");
      case AHEAD -> out.add(", ").add(what).add(" ahead");
      case UNSEEN -> out.add(", no ").add(what).add(" seen");
    }
    out.add('\n');
  }

  private static String mode(Kind mode) {
    return switch (mode) {
      case READ -> ", to read";
      case WRITE -> ", to write";
      default -> "";
    };
  }

  private static String reason(Note note) {
    return switch (note) {
      case PLAIN, HANDED_OVER -> "";
      case RELEASED_FOR_ANOTHER -> ": unlocked for another";
      case CONTRADICTION -> ": more say that they hold it than its word";
    };
  }
}
