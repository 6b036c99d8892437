package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Interest;
import dev.stuckpod.goroutines.code.hold.DueCalls.Due;
import dev.stuckpod.goroutines.code.hold.Releases.Release;
import dev.stuckpod.goroutines.code.state.Facts.Guard;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Adds up the frames of one goroutine. */
final class Sum {

  private final Flow flow;
  private final Interest interest;
  private final Outline outline;
  private final Sight sight;
  private final DueCalls due;
  private final Ways ways;
  private final Closures closures;
  private final Resolver resolver;

  private final Releases releases = new Releases();
  private final Set<Guarded> guarded = new LinkedHashSet<>();
  private final Map<LockId, Net> net = new LinkedHashMap<>();
  private final List<Untied> untied = new ArrayList<>();
  private final Set<Long> done = new HashSet<>();
  private boolean opaque;

  /** What a deferred closure has captured that was held when it was deferred. */
  private record Guarded(int frame, LockId lock) {}

  private static final class Net {
    int least;
    int most;
    int quality;
    final List<Integer> frames = new ArrayList<>();
  }

  Sum(Flow flow, Interest interest, Outline outline, Sight sight, DueCalls due, Ways ways) {
    this.flow = flow;
    this.interest = interest;
    this.outline = outline;
    this.sight = sight;
    this.due = due;
    this.ways = ways;
    this.closures = new Closures(flow, sight);
    this.resolver = new Resolver(flow, outline, sight, ways, closures);
  }

  Holdings holdings() throws IOException, MalformedException {
    // callers first: what they know is asked for by those they call
    for (int i = sight.size() - 1; i >= 0; i--) {
      if (outline.isFollowed(i)) {
        ways.of(i);
      }
    }
    for (Due call : due.calls()) {
      deferred(call);
    }
    for (int i = 0; i < sight.size(); i++) {
      if (outline.mayHold(i)) {
        frame(i);
      }
      if (outline.hasAhead(i)) {
        count(i);
      }
      if (outline.isOpaque(i)) {
        opaque = true;
      }
    }
    if (!sight.isWhole()) {
      untied.add(new Untied(sight.size(), null, 0, 1));
    }
    for (Guarded g : guarded) {
      if (!net.containsKey(g.lock()) && !isUntied(g.frame(), g.lock().kind(), u -> u.least() < 0)) {
        Net held = new Net();
        held.least = 1;
        held.most = 1;
        held.frames.add(g.frame());
        net.put(g.lock(), held);
      }
    }
    for (Guarded g : guarded) {
      untied.removeIf(u -> u.frame() == g.frame() && u.kind() == g.lock().kind());
    }
    return new Holdings(holds(), candidates(), untied, done, released(), willRelease(), opaque);
  }

  private void deferred(Due call) throws IOException, MalformedException {
    Closures.Closure closure = closures.closure(call.closure(), null);
    for (Change c : closure.changes()) {
      if (c.range().least() < 0 && c.address() != null) {
        LockId lock = new LockId(c.kind(), c.address());
        releases.add(new Release(call.frame(), lock, closure.name(), c.range().most() < 0));
      }
    }
    int frame = call.frame();
    if (frame < 0 || !interest.isWanted(sight.function(frame)) || ways.of(frame).isEmpty()) {
      return;
    }
    for (Guard guard : ways.of(frame).getFirst().facts().guards(call.site())) {
      Long lock = sight.word(call.closure() + guard.offset());
      if (lock != null) {
        guarded.add(new Guarded(frame, new LockId(guard.kind(), lock)));
      }
    }
  }

  private void count(int frame) throws IOException, MalformedException {
    if (flow.traits(sight.function(frame)).count()) {
      for (Resolver.Future future : resolver.futures(frame)) {
        if (future.lock().kind() == Kind.COUNT && !future.acquires()) {
          done.add(future.lock().address());
        }
      }
    }
  }

  private void frame(int frame) throws IOException, MalformedException {
    List<Ways.Way> of = ways.of(frame);
    if (of.isEmpty()) {
      untied.add(new Untied(frame, null, 0, 1));
      return;
    }
    List<Map<LockId, Count>> known = new ArrayList<>();
    List<Map<Kind, Count>> unknown = new ArrayList<>();
    for (Ways.Way way : of) {
      Map<LockId, Count> locks = new LinkedHashMap<>();
      Map<Kind, Count> kinds = new HashMap<>();
      for (Map.Entry<Lock, Range> e : way.state().held().entrySet()) {
        for (Change c :
            resolver.changes(frame, e.getKey(), e.getValue(), way.state(), way.facts(), false)) {
          Count count =
              c.address() == null
                  ? kinds.computeIfAbsent(c.kind(), _ -> new Count())
                  : locks.computeIfAbsent(new LockId(c.kind(), c.address()), _ -> new Count());
          count.add(c.range(), c.quality());
        }
      }
      known.add(locks);
      unknown.add(kinds);
    }
    Count.keys(known).forEach(lock -> add(frame, lock, known));
    for (Kind kind : Count.keys(unknown)) {
      Count all = Count.either(unknown, kind);
      if (all.least != 0 || all.most != 0) {
        untied.add(new Untied(frame, kind, all.least, all.most));
      }
    }
  }

  private void add(int frame, LockId lock, List<Map<LockId, Count>> known) {
    Count all = Count.either(known, lock);
    boolean isDue = releases.isOf(frame, lock);
    int quality = all.quality;
    if (isDue && (quality == Known.READ_AGAIN || quality == Known.DEAD)) {
      quality = Known.CAPTURED; // the deferred call names the same address
    }
    int least = all.least;
    if (ways.isLeaving(frame) && all.most > 0 && !isDue) {
      least = Math.min(least, 0); // its deferred release may have run already
    }
    Net sum = net.computeIfAbsent(lock, _ -> new Net());
    sum.least += least;
    sum.most += all.most;
    sum.quality = Math.max(Math.max(sum.quality, quality), sight.isExact(frame) ? Known.DEAD : 0);
    if (all.most > 0) {
      sum.frames.add(frame);
    }
  }

  private List<Hold> holds() throws IOException, MalformedException {
    List<Hold> holds = new ArrayList<>();
    for (Map.Entry<LockId, Net> e : net.entrySet()) {
      LockId lock = e.getKey();
      Net held = e.getValue();
      if (held.most <= 0) {
        continue;
      }
      List<Release> of = releases.of(lock);
      int ahead = of.isEmpty() ? ahead(lock) : 0;
      boolean will = ahead < Known.DEAD;
      int quality = held.quality;
      if (quality == Known.DEAD && will && held.frames.stream().noneMatch(sight::isExact)) {
        quality = Math.max(Known.CAPTURED, ahead); // what will be released is alive
      }
      int least = held.least;
      for (Untied u : untied) { // releases of unknown locks may have been of this one
        least += u.kind() == lock.kind() && u.least() < 0 ? u.least() : 0;
      }
      boolean must = false;
      for (Release r : of) {
        must |= r.must();
      }
      List<String> names = Releases.names(of);
      holds.add(
          new Hold(lock, Math.max(least, 0), held.most, held.frames, quality, names, must, will));
    }
    return holds;
  }

  private int ahead(LockId lock) throws IOException, MalformedException {
    int best = Known.NEVER;
    for (int i = 0; i < sight.size(); i++) {
      if (!ways.isLeaving(i)) {
        best = Math.min(best, resolver.releases(i, lock));
      }
    }
    return best;
  }

  private List<Candidate> candidates() throws IOException, MalformedException {
    List<Candidate> found = new ArrayList<>();
    for (Release r : releases.all()) {
      if (!net.containsKey(r.lock())) {
        boolean loose = isUntied(r.frame(), r.lock().kind(), u -> u.most() > 0);
        found.add(
            new Candidate(
                r.lock(), r.frame(), r.name(), r.must(), loose, mayAcquire(r.frame(), r.lock())));
      }
    }
    for (Untied u : acquired()) {
      // it acquired something unknown, and will release this
      for (Resolver.Future f : resolver.futures(u.frame())) {
        LockId lock = f.lock();
        if (!f.acquires()
            && lock.kind() == u.kind()
            && f.quality() < Known.DEAD
            && !net.containsKey(lock)
            && found.stream().noneMatch(c -> c.lock().equals(lock))) {
          boolean must = f.quality() < Known.READ_AGAIN;
          found.add(new Candidate(lock, u.frame(), "", must, true, mayAcquire(u.frame(), lock)));
        }
      }
    }
    return found;
  }

  private Set<Untied> acquired() {
    if (untied.isEmpty()) {
      return Set.of();
    }
    Set<Untied> found = new LinkedHashSet<>(untied);
    found.removeIf(u -> u.most() <= 0 || u.kind() == null || ways.isLeaving(u.frame()));
    return found;
  }

  private boolean isUntied(int frame, Kind kind, Predicate<Untied> how) {
    for (Untied u : untied) {
      if (u.frame() == frame && u.kind() == kind && how.test(u)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayAcquire(int frame, LockId lock) throws IOException, MalformedException {
    return frame < 0 || resolver.mayAcquire(frame, lock);
  }

  private Map<LockId, Integer> released() {
    Map<LockId, Integer> found = new HashMap<>();
    net.forEach(
        (lock, held) -> {
          if (held.most < 0) {
            found.put(lock, -held.most);
          }
        });
    return found;
  }

  private Set<LockId> willRelease() throws IOException, MalformedException {
    Set<LockId> found = new HashSet<>();
    releases.addTo(found);
    for (int i = 0; i < sight.size(); i++) {
      for (Resolver.Future f : resolver.futures(i)) {
        if (!f.acquires()) {
          found.add(f.lock());
        }
      }
    }
    return found;
  }
}
