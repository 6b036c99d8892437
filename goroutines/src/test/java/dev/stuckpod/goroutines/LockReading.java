package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.hold.Holders;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.LockId;
import dev.stuckpod.goroutines.code.hold.Sight;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Claimant;
import dev.stuckpod.goroutines.code.verdict.Judge;
import dev.stuckpod.goroutines.code.verdict.Prospect;
import dev.stuckpod.goroutines.code.verdict.Verdict;
import dev.stuckpod.goroutines.code.verdict.Words;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Status;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.Unwinder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Who holds which lock in a process: all goroutines first, then the words of the locks. */
final class LockReading {

  /** One goroutine that stood still. */
  record One(long goid, long address, long stand, boolean waiting, Holdings holdings) {}

  private final LongConsumer beside;
  private final Program program;
  private final Anchors anchors;
  private final Flow flow;
  private final Goroutine again;
  private final List<One> all = new ArrayList<>();
  private int unread;

  LockReading(OpenProcess process) throws UnreadableException, IOException {
    this(process, _ -> {});
  }

  /**
   * Reads a process.
   *
   * @param beside gets the address of each lock right after its word was read
   */
  LockReading(OpenProcess process, LongConsumer beside) throws UnreadableException, IOException {
    this(process.program(), beside);
  }

  /** Reads a program. */
  LockReading(Program program, LongConsumer beside) throws UnreadableException, IOException {
    this.program = program;
    this.beside = beside;
    anchors = Anchors.find(program);
    flow = new Flow(new Binary(program.tables(), program.image(), program.memory()));
    again = new Goroutine(program.memory(), anchors.layout().g(), program.version().minor());
  }

  /** Reads all goroutines, and gives what may be claimed, by the address of the lock. */
  Map<Long, Map<Kind, Verdict>> read() throws IOException, MalformedException {
    all.clear();
    unread = 0;
    int minor = program.version().minor();
    var goroutine = new Goroutine(program.memory(), anchors.layout().g(), minor);
    var unwinder = new Unwinder(program.callSites(), program.tables().arch());
    var holders = new Holders(flow, minor);
    int size = anchors.all().size();
    long[] piece = new long[AllGoroutines.PIECE];
    for (int from = 0; from < size; from += AllGoroutines.PIECE) {
      int count = anchors.all().read(from, size - from, piece);
      for (int i = 0; i < count; i++) {
        read(goroutine, unwinder, holders, piece[i]);
      }
    }
    return verdicts();
  }

  /** How many goroutines ran, or changed. */
  int unread() {
    return unread;
  }

  List<One> all() {
    return all;
  }

  private void read(Goroutine goroutine, Unwinder unwinder, Holders holders, long g)
      throws IOException, MalformedException {
    switch (goroutine.look(g)) {
      case STILL -> {
        Frames frames = unwinder.follow(goroutine.stack(), goroutine.registers());
        var sight = new Sight(program.memory(), frames, goroutine.stack(), goroutine.deferred());
        Holdings holdings = holders.of(sight);
        if (goroutine.isUnchanged()) {
          all.add(
              new One(
                  goroutine.goid(),
                  g,
                  goroutine.stand(),
                  goroutine.status() == Status.WAITING,
                  holdings));
        } else {
          unread++;
        }
      }
      case RUNNING, CHANGING -> unread++;
      default -> {}
    }
  }

  private boolean isStill(One one) {
    try {
      return again.glance(one.address()) == Goroutine.Seen.STILL
          && again.goid() == one.goid()
          && again.stand() == one.stand();
    } catch (IOException gone) {
      return false;
    }
  }

  private Map<Long, Map<Kind, Verdict>> verdicts() throws IOException {
    Set<Long> readWrite = new HashSet<>();
    Map<Long, Set<Kind>> locks = new TreeMap<>();
    for (One one : all) {
      Set<LockId> ids = new HashSet<>();
      one.holdings().holds().forEach(h -> ids.add(h.lock()));
      one.holdings().candidates().forEach(c -> ids.add(c.lock()));
      ids.addAll(one.holdings().released().keySet());
      one.holdings().done().forEach(a -> ids.add(new LockId(Kind.COUNT, a)));
      if (one.holdings().awaited() != null) {
        ids.add(one.holdings().awaited().lock());
      }
      for (LockId id : ids) {
        if (id.kind() == Kind.READ || id.kind() == Kind.WRITE) {
          readWrite.add(id.address());
        }
        locks.computeIfAbsent(id.address(), _ -> new HashSet<>()).add(id.kind());
      }
    }
    Map<Long, Map<Kind, Verdict>> found = new TreeMap<>();
    for (var e : locks.entrySet()) {
      Map<Kind, Verdict> verdicts = new HashMap<>();
      boolean rw = readWrite.contains(e.getKey());
      if (e.getValue().contains(Kind.COUNT)) {
        judge(Kind.COUNT, e.getKey(), verdicts);
      }
      if (rw || e.getValue().contains(Kind.MUTEX)) {
        judge(rw ? Kind.READ : Kind.MUTEX, e.getKey(), verdicts);
      }
      found.put(e.getKey(), verdicts);
    }
    return found;
  }

  private void judge(Kind family, long address, Map<Kind, Verdict> into) throws IOException {
    Set<Kind> modes =
        switch (family) {
          case READ -> Set.of(Kind.READ, Kind.WRITE);
          default -> Set.of(family);
        };
    boolean moving = false;
    boolean pending = false;
    for (One one : all) {
      var awaited = one.holdings().awaited();
      if (awaited != null
          && awaited.lock().address() == address
          && (modes.contains(awaited.lock().kind())
              || family == Kind.READ && awaited.lock().kind() == Kind.MUTEX)) {
        moving |= !one.waiting();
        pending |= awaited.lock().kind() == Kind.WRITE && !awaited.behindWriters();
      }
    }
    Optional<Map<Kind, Integer>> need = need(family, address, pending);
    for (Kind mode : modes) {
      if (moving || need.isEmpty()) {
        into.put(mode, new Verdict(Verdict.Note.IN_TRANSITION, List.of(), 0));
      } else {
        into.put(mode, judge(new LockId(mode, address), need.get().getOrDefault(mode, 0)));
      }
    }
  }

  private Verdict judge(LockId lock, int need) {
    List<Claimant> claimants = new ArrayList<>();
    List<Prospect> prospects = new ArrayList<>();
    Map<Long, List<String>> due = new HashMap<>();
    int released = 0;
    boolean moved = false;
    for (One one : all) {
      Holdings h = one.holdings();
      boolean concerned =
          h.released().containsKey(lock)
              || h.holds().stream().anyMatch(x -> x.lock().equals(lock))
              || h.candidates().stream().anyMatch(x -> x.lock().equals(lock))
              || lock.kind() == Kind.COUNT && h.done().contains(lock.address());
      if (!concerned) {
        continue;
      }
      released += h.released().getOrDefault(lock, 0);
      if (!isStill(one)) {
        moved = true;
        continue;
      }
      h.holds().stream()
          .filter(x -> x.lock().equals(lock))
          .forEach(
              x ->
                  claimants.add(
                      new Claimant(one.goid(), x, waits(h, lock), hasHeir(one, lock), false)));
      h.candidates().stream()
          .filter(x -> x.lock().equals(lock))
          .forEach(
              x -> {
                prospects.add(new Prospect(one.goid(), x, false));
                due.put(one.goid(), List.of(x.due()));
              });
      if (h.done().contains(lock.address())) {
        due.putIfAbsent(one.goid(), List.of());
      }
    }
    Verdict verdict =
        lock.kind() == Kind.COUNT
            ? Judge.ofCount(need, due)
            : Judge.of(lock.kind(), need, claimants, prospects, released);
    return moved ? new Verdict(verdict.note(), verdict.holders(), 0) : verdict;
  }

  private static boolean waits(Holdings h, LockId lock) {
    return h.awaited() != null && h.awaited().lock().address() == lock.address();
  }

  private boolean hasHeir(One one, LockId lock) {
    return all.stream()
        .anyMatch(
            other ->
                other.goid() != one.goid()
                    && other.holdings().willRelease().contains(lock)
                    && other.holdings().holds().stream().noneMatch(h -> h.lock().equals(lock)));
  }

  private Optional<Map<Kind, Integer>> need(Kind family, long address, boolean pending)
      throws IOException {
    Block word = new Block(24);
    word.load(program.memory(), address);
    beside.accept(address);
    return switch (family) {
      case MUTEX -> Words.ofMutex((word.i32(0) & 1) != 0);
      case COUNT -> Words.ofWaitGroup(word.i32(4));
      default -> Words.ofRwMutex((word.i32(0) & 1) != 0, word.i32(16), word.i32(20), pending);
    };
  }
}
