package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.code.verdict.Verdict;
import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Gathering;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Pages;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Stand;
import dev.stuckpod.goroutines.runtime.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks, after all stacks were read, at what was waited for: first at the words and queues, then at
 * those who wait. Whoever has not run since his stack was read waited when the word was read, and
 * by that what is in memory there was the lock. So all that is told of one lock was true at one
 * moment. Some locks are looked at together, so that few reads are needed.
 */
public final class Survey {

  /** Those who wait for what is looked at together are about so many. */
  private static final int TOGETHER = 1024;

  private static final int MOST_AT_ONCE = 8192;

  private final Waiters waiters;
  private final Words words;
  private final Words wordsNow;
  private final Pages now;
  private final Queues queues;
  private final Gathering gathering;
  private final Rulings rulings;
  private final Iterator<Map.Entry<Long, Kind>> held;
  private final G at;
  private final long[] addresses = new long[MOST_AT_ONCE];
  private final BitSet still = new BitSet();
  private int next;
  private int offset;

  /** What was seen before it is known who has run. */
  private record Look(int thing, @Nullable Word word, Map<Role, long[]> queues) {}

  /** Something that is held, and that nobody waits for. */
  private record Held(Kind kind, long address, Word word) {}

  /**
   * Looks at what the goroutines of one program wait for.
   *
   * @param pages of the same memory, of which nothing has been read before the last stack was
   * @param now pages of the same memory, to look at words and goroutines again
   * @param claims who holds what, by his code
   * @param again to look at goroutines with, in {@code now}
   */
  public Survey(
      Memory memory,
      Pages pages,
      Pages now,
      Waiters waiters,
      Queues queues,
      Claims claims,
      Goroutine again,
      G at) {
    this.waiters = waiters;
    this.queues = queues;
    this.at = at;
    words = new Words(pages);
    wordsNow = new Words(now);
    this.now = now;
    gathering = new Gathering(memory, Math.max(at.waiting(), G.SELF) + 8, MOST_AT_ONCE);
    waiters.sort();
    rulings = new Rulings(claims, again);
    held = rulings.others(waiters).entrySet().iterator();
  }

  /** Gives a semaphore that somebody waits for, by which their table can be found; 0 for none. */
  public static long anySemaphore(Waiters waiters) {
    waiters.sort();
    for (int k = 0; k < waiters.things(); k++) {
      Role role = waiters.role(waiters.begin(k));
      if (role.isAtSemaphore()) {
        return waiters.address(k) + role.queue();
      }
    }
    return 0;
  }

  /** Whether there is more to look at. */
  public boolean hasNext() {
    return next < waiters.things() || held.hasNext();
  }

  /** Looks at some more: first at what is waited for, then at what is only held. */
  public List<Lock> next() throws IOException {
    return next < waiters.things() ? waitedFor() : held();
  }

  private List<Lock> held() throws IOException {
    var read = new ArrayList<Held>();
    for (int i = 0; i < TOGETHER && held.hasNext(); i++) {
      Map.Entry<Long, Kind> one = held.next();
      Word word = words.read(one.getValue(), one.getKey());
      if (word != null && word.isHeld()) {
        read.add(new Held(one.getValue(), one.getKey(), word));
      }
    }
    now.forget();
    var locks = new ArrayList<Lock>();
    for (Held one : read) {
      var verdicts = rulings.of(one.kind(), one.address(), one.word(), false);
      boolean named = verdicts.values().stream().anyMatch(v -> !v.holders().isEmpty());
      boolean same =
          one.kind().isOneWord() || one.word().equals(wordsNow.read(one.kind(), one.address()));
      if (named && same) {
        locks.add(new Lock(one.kind(), one.address(), one.word(), false, List.of(), verdicts));
      }
    }
    return locks;
  }

  private List<Lock> waitedFor() throws IOException {
    var looks = new ArrayList<Look>();
    int from = waiters.begin(next);
    do {
      int count = waiters.begin(next + 1) - waiters.begin(next);
      if (waiters.kind(next) != Kind.CHANNEL || count > 1) {
        looks.add(look(next));
      }
      next++;
    } while (next < waiters.things() && waiters.begin(next + 1) - from <= TOGETHER);
    now.forget();
    watch(from, waiters.begin(next));
    var locks = new ArrayList<Lock>(looks.size());
    for (Look look : looks) {
      locks.add(judge(look));
    }
    return locks;
  }

  private Look look(int k) throws IOException {
    Word word = words.read(waiters.kind(k), waiters.address(k));
    var found = new EnumMap<Role, long[]>(Role.class);
    for (int i = waiters.begin(k); i < waiters.begin(k + 1); i++) {
      Role role = waiters.role(i);
      long[] others = found.get(role);
      if (others == null) {
        found.put(role, new long[] {waiters.g(i)});
      } else if (others.length == 1) {
        found.put(role, new long[] {others[0], waiters.g(i)});
      }
    }
    for (Map.Entry<Role, long[]> queue : found.entrySet()) {
      // where the only one was met, nothing is to be put in order
      boolean one =
          queue.getValue().length == 1 && word != null && word.waiting(queue.getKey()) == 1;
      if (!one) {
        queue.setValue(queues.read(queue.getKey(), waiters.address(k)));
      }
    }
    return new Look(k, word, found);
  }

  /** Finds out who has not run. */
  private void watch(int from, int to) throws IOException {
    still.clear();
    offset = from;
    for (int done = from; done < to; done += MOST_AT_ONCE) {
      int count = Math.min(MOST_AT_ONCE, to - done);
      int begin = done;
      for (int i = 0; i < count; i++) {
        addresses[i] = waiters.g(begin + i);
      }
      gathering.read(
          addresses,
          count,
          new Gathering.Visitor() {
            @Override
            public void see(int i, long address, ByteBuffer in, int g) {
              int status = in.getInt(g + at.status()) & Status.MASK;
              boolean waits = status == Status.WAITING || status == Status.LEAKED;
              if (waits && Stand.of(in, g, at) == waiters.stand(begin + i)) {
                still.set(begin + i - offset);
              }
            }

            @Override
            public void miss(int i) {}
          });
    }
  }

  private Lock judge(Look look) throws IOException {
    int from = waiters.begin(look.thing());
    int to = waiters.begin(look.thing() + 1);
    Kind kind = waiters.kind(look.thing());
    long address = waiters.address(look.thing());
    var counts = new EnumMap<Role, Integer>(Role.class);
    boolean moves = false;
    for (int i = from; i < to; i++) {
      if (still.get(i - offset)) {
        counts.merge(waiters.role(i), 1, Integer::sum);
      } else {
        moves = true;
      }
    }
    Word word = look.word();
    boolean settled = word != null && !counts.isEmpty();
    for (Map.Entry<Role, Integer> group : counts.entrySet()) {
      settled = settled && agrees(Objects.requireNonNull(word), group.getKey(), group.getValue());
    }
    var verdicts =
        settled
            ? rulings.of(kind, address, Objects.requireNonNull(word), moves)
            : Map.<dev.stuckpod.goroutines.code.value.Kind, Verdict>of();
    if (settled && !Objects.equals(word, wordsNow.read(kind, address))) {
      moves = true;
      settled = kind.isOneWord(); // of several, each might be of another moment
    }
    var told = new ArrayList<Lock.Queue>();
    for (Map.Entry<Role, Integer> group : counts.entrySet()) {
      long[] queue = look.queues().getOrDefault(group.getKey(), new long[0]);
      told.add(queue(group.getKey(), group.getValue(), queue, from, to));
    }
    return new Lock(
        kind, address, settled ? word : null, moves, told, settled ? verdicts : Map.of());
  }

  private static boolean agrees(Word word, Role role, int seen) {
    long waiting = word.waiting(role);
    return word.isSettled(role) && (waiting < 0 || waiting >= seen);
  }

  /** Brings those who have not run into the order of the queue. */
  private Lock.Queue queue(Role role, int count, long[] queue, int from, int to) {
    var goids = new ArrayList<Long>();
    boolean foreign = false;
    for (long g : queue) {
      int i = from;
      while (i < to && (waiters.g(i) != g || waiters.role(i) != role)) {
        i++;
      }
      if (i < to && still.get(i - offset)) {
        Long goid = waiters.goid(i);
        if (!goids.contains(goid)) {
          goids.add(goid);
        }
      } else {
        foreign = true;
      }
    }
    if (!goids.isEmpty()) {
      return new Lock.Queue(role, true, goids, goids.size() < count || foreign);
    }
    for (int i = from; i < to && goids.size() < Queues.MOST; i++) {
      if (waiters.role(i) == role && still.get(i - offset) && !goids.contains(waiters.goid(i))) {
        goids.add(waiters.goid(i));
      }
    }
    return new Lock.Queue(role, false, goids, goids.size() < count);
  }
}
