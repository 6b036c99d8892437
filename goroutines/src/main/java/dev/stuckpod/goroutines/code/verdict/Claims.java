package dev.stuckpod.goroutines.code.verdict;

import dev.stuckpod.goroutines.code.hold.Candidate;
import dev.stuckpod.goroutines.code.hold.Hold;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.LockId;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Holder.Release;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What stacks say of each lock, brought together by lock; within bounds. */
public final class Claims {

  /** So many words about locks are remembered. */
  private static final int MOST = 1 << 15;

  private static final int MOST_UNTOLD = 32;

  private static final Said NOTHING = new Said();

  private final Map<LockId, Said> byLock = new HashMap<>();

  /** Goroutines that hold something of a kind of which the address is not known; some of them. */
  private final Map<Kind, List<Long>> untold = new EnumMap<>(Kind.class);

  private int size;
  private long unread;

  /** Whether something of the present goroutine was not remembered. */
  private boolean left;

  /**
   * A goroutine that stood still.
   *
   * @param g its address
   * @param stand of it, by which can be told whether it has run since
   */
  public record Who(long g, long goid, long stand) {}

  private record Held(Who who, Hold hold, String place, boolean waits) {}

  private record Offer(Who who, Candidate candidate, String place) {}

  /** What was said of one lock. */
  private static final class Said {
    private final List<Held> held = new ArrayList<>(1);
    private final List<Offer> offers = new ArrayList<>(0);
    private final List<Who> done = new ArrayList<>(0);
    private final List<Who> releasers = new ArrayList<>(0);

    /** Some of those who will release it, not having acquired it: more than one is enough. */
    private final List<Long> heirs = new ArrayList<>(2);

    private int released;

    private boolean hasHeirOf(long goid) {
      for (long heir : heirs) {
        if (heir != goid) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Remembers what a goroutine holds.
   *
   * @param awaited address of the lock that it waits for; 0 for none
   * @param place says where a frame of it stands
   */
  public void add(Who who, Holdings holdings, long awaited, IntFunction<String> place) {
    for (Kind kind : holdings.untold()) {
      List<Long> some = untold.computeIfAbsent(kind, _ -> new ArrayList<>());
      if (some.size() < MOST_UNTOLD) {
        some.add(who.goid());
      }
    }
    Set<LockId> own = new HashSet<>();
    for (Hold hold : holdings.holds()) {
      own.add(hold.lock());
      Said said = of(hold.lock());
      if (said != null) {
        int frame = hold.frames().isEmpty() ? -1 : hold.frames().getFirst();
        boolean waits = hold.lock().address() == awaited;
        said.held.add(new Held(who, hold, place.apply(frame), waits));
      }
    }
    for (Candidate candidate : holdings.candidates()) {
      Said said = of(candidate.lock());
      if (said != null) {
        said.offers.add(new Offer(who, candidate, place.apply(candidate.frame())));
      }
    }
    for (Long address : holdings.done()) {
      Said said = of(new LockId(Kind.COUNT, address));
      if (said != null) {
        said.done.add(who);
      }
    }
    holdings
        .released()
        .forEach(
            (lock, times) -> {
              Said said = of(lock);
              if (said != null) {
                said.released += times;
                said.releasers.add(who);
              }
            });
    for (LockId lock : holdings.willRelease()) {
      Said said = own.contains(lock) ? null : of(lock);
      if (said != null && said.heirs.size() < 2) {
        said.heirs.add(who.goid());
      }
    }
    unread += left ? 1 : 0;
    left = false;
  }

  /** Counts a goroutine of which is not known what it holds. */
  public void addUnread() {
    unread++;
  }

  /** Tells of how many goroutines it is not known what they hold. */
  public long unread() {
    return unread;
  }

  /** Gives each lock that somebody holds, by what his code says, in no order. */
  public void eachHeld(Consumer<LockId> to) {
    byLock.forEach(
        (lock, said) -> {
          if (!said.held.isEmpty() || !said.offers.isEmpty()) {
            to.accept(lock);
          }
        });
  }

  /**
   * Decides about one mode of a lock.
   *
   * @param need how many hold it in that mode, by its word
   * @param isStill whether a goroutine has not run since before its stack was read; asked after the
   *     word was read
   */
  public Verdict verdict(LockId lock, int need, Predicate<Who> isStill) {
    Said said = byLock.getOrDefault(lock, NOTHING);
    boolean moved = false;
    for (Who who : said.releasers) {
      moved |= !isStill.test(who);
    }
    List<Claimant> claimants = new ArrayList<>();
    for (Held h : said.held) {
      if (isStill.test(h.who)) {
        long goid = h.who.goid();
        boolean hasHeir = said.hasHeirOf(goid);
        claimants.add(new Claimant(goid, h.hold, h.place, h.waits, hasHeir, false));
      } else {
        moved = true;
      }
    }
    List<Prospect> prospects = new ArrayList<>();
    Map<Long, Release> due = new LinkedHashMap<>();
    for (Offer offer : said.offers) {
      if (isStill.test(offer.who)) {
        prospects.add(new Prospect(offer.who.goid(), offer.candidate, offer.place, false));
        boolean deferred = !offer.candidate.due().isEmpty();
        due.put(offer.who.goid(), deferred ? Release.DEFERRED : Release.AHEAD);
      } else {
        moved = true;
      }
    }
    for (Who who : said.done) {
      if (isStill.test(who)) {
        due.putIfAbsent(who.goid(), Release.AHEAD);
      } else {
        moved = true;
      }
    }
    Verdict verdict =
        lock.kind() == Kind.COUNT
            ? Judge.ofCount(need, due)
            : Judge.of(lock.kind(), need, claimants, prospects, said.released);
    return moved
        ? verdict.withoutMissing()
        : new Verdict(
            verdict.note(),
            verdict.holders(),
            verdict.missing(),
            untold.getOrDefault(lock.kind(), List.of()));
  }

  /** Gives what is said of a lock; null where there is no more room. */
  private @Nullable Said of(LockId lock) {
    if (size >= MOST) {
      left = true;
      return null;
    }
    size++;
    return byLock.computeIfAbsent(lock, _ -> new Said());
  }
}
