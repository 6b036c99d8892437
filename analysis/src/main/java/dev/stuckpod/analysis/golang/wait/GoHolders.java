package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.golang.dialect.GoNames;
import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Infers who holds a lock of a Go dump, which never says so. Each candidate carries the best reason
 * there is; candidates with weaker reasons than the best one are dropped.
 */
final class GoHolders {
  private static final String ONCE = "sync.(*Once).doSlow";
  private static final int ONCE_SIZE = 12;
  private static final Pattern LOCK_NAME =
      Pattern.compile("(.*_)?(lock|acquire)|.*(?<![uU]n)(Lock|Acquire)");

  private static final Pattern LOOP_NAME =
      Pattern.compile("(?i).*(loop|run|worker|consume|listen|dispatch|process|watch).*");

  private final long lock;
  private final GoOwner owner;
  private final PartyIndex index;

  /** Where others wait for the lock, or call what waits; closures count for their function. */
  private final Set<String> functions = new HashSet<>();

  /** Functions that were given the lock on the way to a wait for it, and how many values. */
  private final Map<String, Integer> lockGiven = new HashMap<>();

  /** Who waits, the first wait of each. */
  private final Map<Party, Waiter> own = new HashMap<>();

  /** The same by the function that waits, and by the one in which that was written. */
  private final Map<String, List<Waiter>> byFunction = new HashMap<>();

  private final Map<String, List<Waiter>> byOuter = new HashMap<>();

  /** Those who wait in a function that locks, by its caller. */
  private final Map<String, List<Waiter>> byCaller = new HashMap<>();

  GoHolders(long lock, GoOwner owner, List<Waiter> waiters, PartyIndex index) {
    this.lock = lock;
    this.owner = owner;
    this.index = index;
    for (Waiter w : waiters) {
      int last = Math.min(w.frame() + 1, w.party().frames().size() - 1);
      for (int i = w.frame(); i <= last; i++) {
        functions.add(GoNames.outer(w.party().frame(i).function()));
      }
      String waiting = w.at().function();
      own.putIfAbsent(w.party(), w);
      byFunction.computeIfAbsent(waiting, _ -> new ArrayList<>()).add(w);
      byOuter.computeIfAbsent(GoNames.outer(waiting), _ -> new ArrayList<>()).add(w);
      if (w.frame() < last && LOCK_NAME.matcher(Frame.method(waiting)).matches()) {
        byCaller.computeIfAbsent(w.party().frame(last).function(), _ -> new ArrayList<>()).add(w);
      }
      for (int i = w.frame(); lock != 0 && i < w.party().frames().size(); i++) {
        if (w.party().isGiven(i, lock)) {
          lockGiven.put(w.party().frame(i).function(), w.party().given(i));
        }
      }
    }
  }

  List<Holder> find() {
    List<Holder> found = new ArrayList<>();
    for (Party party : index.related(functions, owner, lock)) {
      Effort.step(party.frames().size());
      Waiter wait = own.get(party);
      int from = wait == null ? party.group().applicationFrame() : wait.frame() + 1;
      Holder best = null;
      for (int i = from; i >= 0 && i < party.frames().size(); i++) {
        Holder candidate = judge(party, i, wait != null);
        if (candidate != null && (best == null || candidate.basis().compareTo(best.basis()) > 0)) {
          best = candidate;
        }
      }
      if (best != null && !hasAnother(best)) {
        Effort.keep(best.evidence());
        found.add(best);
      }
    }
    found.sort(Comparator.comparing(Holder::basis).reversed());
    if (found.isEmpty()) {
      return found;
    }
    Basis strongest = found.getFirst().basis();
    return found.stream().filter(h -> h.basis() == strongest).toList();
  }

  /**
   * Whether, as the arguments of a function that others wait in tell, it works with another lock.
   */
  private boolean hasAnother(Holder candidate) {
    Party party = candidate.party();
    if (lockGiven.isEmpty() || candidate.basis().compareTo(Basis.GIVEN) >= 0) {
      return false;
    }
    for (int i = 0; i < party.frames().size(); i++) {
      Integer values = lockGiven.get(party.frame(i).function());
      if (values != null && values == party.given(i) && !party.isGiven(i, lock)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Holder judge(Party party, int i, boolean waitsItself) {
    Frame frame = party.frame(i);
    String function = frame.function();
    if (function.equals(ONCE) && i > 0) {
      return once(party, i);
    }
    Holder byLine = lineOrder(party, i);
    if (byLine != null) {
      return byLine;
    }
    boolean method = !GoNames.type(function).isEmpty() && !GoNames.isClosure(function);
    long object = method ? party.live(i) : 0;
    boolean inside = lock != 0 && object != 0 && GoOwner.contains(object, lock);
    boolean sameObject =
        inside
                && (owner.address() == object
                    || owner.address() == 0 && owner.isLikely(GoNames.type(function), object, lock))
            || lock == 0 && object != 0 && object == owner.address();
    if (sameObject && Frame.method(function).endsWith("Locked")) {
      return new Holder(
          party,
          i,
          Basis.LOCKED_NAME,
          "%s runs in the object of the lock, and its name says that it holds it"
              .formatted(say(frame)),
          null);
    }
    if ((sameObject || inside && GoNames.type(function).equals(owner.type()))
        && !isIdleLoop(party)) {
      return new Holder(
          party,
          i,
          Basis.CONTAINMENT,
          "%s runs in the object 0x%x that contains the lock".formatted(say(frame), object),
          null);
    }
    long contains = owner.address() != 0 ? owner.address() : lock;
    if (contains != 0 && party.isGiven(i, contains)) {
      return new Holder(
          party,
          i,
          Basis.GIVEN,
          "%s was given 0x%x, the object that contains the lock".formatted(say(frame), contains),
          null);
    }
    boolean unknown = object == 0 || lock == 0 && owner.address() == 0;
    if (method
        && unknown
        && !owner.type().isEmpty()
        && GoNames.type(function).equals(owner.type())
        && !isIdleLoop(party)) {
      return new Holder(
          party,
          i,
          Basis.SAME_TYPE,
          "%s runs in an object of the type that contains the lock".formatted(say(frame)),
          null);
    }
    Holder byCall = lockCall(party, i);
    if (byCall != null) {
      return byCall;
    }
    return waitsItself ? null : closure(party, i);
  }

  /**
   * Whether a goroutine ranges over a channel in the function that it was started with, and nothing
   * comes: that it runs in the object of the lock tells nothing, for it would not lock outside of
   * the loop's body. A range receives by chanrecv2, where the runtime's calls are printed.
   */
  private static boolean isIdleLoop(Party party) {
    int app = party.group().applicationFrame();
    if (app < 0 || !party.group().state().startsWith("chan receive")) {
      return false;
    }
    List<Frame> frames = party.frames();
    boolean outermost =
        frames.subList(app + 1, frames.size()).stream()
            .allMatch(f -> GoNames.isPlumbing(f.function()) || GoNames.isWrapper(f.function()));
    boolean ranges =
        app == 0
            ? LOOP_NAME.matcher(Frame.method(frames.get(0).function())).matches()
            : frames.subList(0, app).stream()
                .anyMatch(f -> f.function().equals("runtime.chanrecv2"));
    return outermost && ranges;
  }

  /** The function that a sync.Once runs holds the mutex in it until it returns. */
  private @Nullable Holder once(Party party, int i) {
    long object = party.live(i);
    return lock == 0 || object == 0 || lock < object || lock - object > ONCE_SIZE
        ? null
        : new Holder(
            party,
            i - 1,
            Basis.LOCKED_NAME,
            "%s is run by the sync.Once at 0x%x, whose mutex the others wait for"
                .formatted(say(party.frame(i - 1)), object),
            null);
  }

  /** A routine past the call of, say, URLLock, in which others wait: it returned with the lock. */
  private @Nullable Holder lockCall(Party party, int i) {
    Frame frame = party.frame(i);
    for (Waiter w : byCaller.getOrDefault(frame.function(), List.of())) {
      Effort.step(1);
      Frame call = w.party().frame(w.frame() + 1);
      if (!w.party().equals(party)
          && call.file().equals(frame.file())
          && call.line() < frame.line()) {
        return new Holder(
            party,
            i,
            Basis.LOCK_CALL,
            "%s is past the call of %s at line %d, in which others wait for this lock"
                .formatted(say(frame), Frame.brief(Frame.method(w.at().function())), call.line()),
            call);
      }
    }
    return null;
  }

  /** A routine beyond a call that others wait in, in the same function of the same object. */
  private @Nullable Holder lineOrder(Party party, int i) {
    Frame frame = party.frame(i);
    for (Waiter w : byFunction.getOrDefault(frame.function(), List.of())) {
      Effort.step(1);
      Frame locks = w.at();
      if (!locks.file().equals(frame.file()) || locks.line() >= frame.line()) {
        continue;
      }
      long mine = party.live(i);
      long theirs = w.party().live(w.frame());
      boolean receiver =
          !GoNames.type(frame.function()).isEmpty() && !GoNames.isClosure(frame.function());
      if (receiver && mine != 0 && theirs != 0 && mine != theirs) {
        continue;
      }
      return new Holder(
          party,
          i,
          Basis.LINE_ORDER,
          "%s is past line %d of the same function, where %s for this lock"
              .formatted(say(frame), locks.line(), wait(w.party().cohort().count())),
          locks);
    }
    return null;
  }

  private @Nullable Holder closure(Party party, int i) {
    String function = party.frame(i).function();
    String outer = GoNames.outer(function);
    for (Waiter w : byOuter.getOrDefault(outer, List.of())) {
      Effort.step(1);
      if (!w.at().function().equals(function)) {
        return new Holder(
            party,
            i,
            Basis.CLOSURE,
            "%s and the waiting %s are written in one function"
                .formatted(say(party.frame(i)), say(w.at())),
            null);
      }
    }
    return null;
  }

  private static String wait(int n) {
    return n == 1 ? "1 goroutine waits" : n + " goroutines wait";
  }

  private static String say(Frame frame) {
    return frame.shortName() + " (" + frame.location() + ")";
  }
}
