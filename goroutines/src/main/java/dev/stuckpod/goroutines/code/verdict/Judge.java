package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.hold.Candidate;
import dev.stuckpod.goroutines.code.hold.Hold;
import dev.stuckpod.goroutines.code.hold.Known;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Holder.Release;
import dev.stuckpod.goroutines.code.verdict.Verdict.Note;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the stacks' evidence against what the lock's word proves. Only where both agree exactly a
 * holder is proven.
 */
public final class Judge {

  private Judge() {}

  /**
   * Decides about one mode of a lock.
   *
   * @param need how many hold it in that mode, by its word
   * @param claimants all whose code has acquired it in that mode
   * @param prospects all who will release it in that mode, and were not seen to acquire it
   * @param released how often it was released by one who had not acquired it
   */
  public static Verdict of(
      Kind mode, int need, List<Claimant> claimants, List<Prospect> prospects, int released) {
    List<Claimant> sure = new ArrayList<>();
    List<Claimant> left = new ArrayList<>();
    List<Claimant> perhaps = new ArrayList<>();
    for (Claimant c : claimants) {
      if (c.hold().quality() < Known.WRITTEN) {
        (c.hold().least() == 0 ? perhaps : c.hold().willRelease() ? sure : left).add(c);
      }
    }
    int held = total(sure) + total(left);
    if (released > 0) {
      // whose hold it was that was released is not known
      int missing = Math.max(0, need - Math.max(0, held - released));
      return Verdict.nobody(Note.RELEASED_FOR_ANOTHER, missing);
    }
    Map<Long, Prospect> byGoroutine = new LinkedHashMap<>();
    prospects.forEach(p -> byGoroutine.put(p.goid(), p));
    Note note = Note.PLAIN;
    if (held > need) {
      if (need == 0 || total(sure) != need) {
        return Verdict.nobody(Note.CONTRADICTION, 0);
      }
      left = List.of();
      note = Note.HANDED_OVER;
    }
    boolean exact =
        note == Note.PLAIN && total(sure) == need && left.isEmpty() && perhaps.isEmpty();
    for (Prospect p : byGoroutine.values()) {
      exact &= !p.candidate().loose();
    }
    List<Holder> holders = new ArrayList<>();
    for (Claimant c : sure) {
      holders.add(holder(mode, c, levelOfSure(c.hold(), exact)));
    }
    boolean enough = total(sure) + total(left) == need;
    for (Claimant c : left) {
      boolean explained = c.waits() || c.hasHeir();
      boolean strong = enough && c.hold().quality() < Known.READ_AGAIN && explained;
      holders.add(holder(mode, c, strong ? Level.STRONG : Level.SUSPECTED));
    }
    int rest = need - total(sure) - total(left);
    if (rest > 0) {
      List<Holder> others = others(mode, rest, perhaps, byGoroutine.values());
      holders.addAll(others);
      rest = others.isEmpty() ? rest : 0;
    }
    return new Verdict(note, holders, rest);
  }

  /**
   * Decides who will take off a WaitGroup's count.
   *
   * @param counter of the WaitGroup
   * @param due goroutines and how they will call Done
   */
  public static Verdict ofCount(int counter, Map<Long, Release> due) {
    if (due.size() > counter) {
      return Verdict.nobody(Note.CONTRADICTION, 0);
    }
    Level level = due.size() == counter ? Level.PROVEN : Level.STRONG;
    List<Holder> holders = new ArrayList<>();
    due.forEach((goid, how) -> holders.add(new Holder(goid, Kind.COUNT, 1, level, "", how)));
    return new Verdict(Note.PLAIN, holders, counter - due.size());
  }

  private static Level levelOfSure(Hold hold, boolean exact) {
    if (exact && hold.quality() < Known.READ_AGAIN && hold.least() == hold.most()) {
      return Level.PROVEN;
    }
    return hold.quality() < Known.DEAD ? Level.STRONG : Level.SUSPECTED;
  }

  /** The uncertain ones, if they are just as many as are missing. */
  private static List<Holder> others(
      Kind mode, int rest, List<Claimant> perhaps, Collection<Prospect> prospects) {
    List<Holder> pool = new ArrayList<>();
    for (Claimant c : perhaps) {
      Level level = c.hold().mustRelease() ? Level.STRONG : Level.SUSPECTED;
      Holder all = holder(mode, c, level);
      int most = c.hold().most();
      pool.add(new Holder(all.goid(), mode, most, all.level(), all.place(), all.release()));
    }
    for (Prospect p : prospects) {
      Candidate c = p.candidate();
      if (c.loose() || c.frame() >= 0 && !c.mayAcquire()) {
        Level level = c.loose() && c.must() && !p.caught() ? Level.STRONG : Level.SUSPECTED;
        Release how = c.due().isEmpty() ? Release.AHEAD : Release.DEFERRED;
        pool.add(new Holder(p.goid(), mode, 1, level, p.place(), how));
      }
    }
    if (!pool.isEmpty() && count(pool) == rest) {
      return pool;
    }
    List<Holder> strong = pool.stream().filter(h -> h.level() == Level.STRONG).toList();
    if (!strong.isEmpty() && count(strong) == rest) {
      return strong.stream().map(h -> h.at(Level.SUSPECTED)).toList();
    }
    return List.of();
  }

  private static Holder holder(Kind mode, Claimant c, Level level) {
    Hold hold = c.hold();
    return new Holder(
        c.goid(),
        mode,
        hold.least(),
        c.caught() ? Level.SUSPECTED : level,
        c.place(),
        !hold.due().isEmpty()
            ? Release.DEFERRED
            : hold.willRelease() ? Release.AHEAD : Release.UNSEEN);
  }

  private static int total(List<Claimant> claimants) {
    int total = 0;
    for (Claimant c : claimants) {
      total += c.hold().least();
    }
    return total;
  }

  private static int count(List<Holder> holders) {
    int count = 0;
    for (Holder h : holders) {
      count += h.count();
    }
    return count;
  }
}
