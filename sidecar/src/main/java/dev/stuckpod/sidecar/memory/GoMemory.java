package dev.stuckpod.sidecar.memory;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.goroutines.Knowledge;
import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.Reading;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Unreached;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.spool.TooLargeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes dumps out of memory. What a dump saw of each goroutine is kept in a file, and looked at
 * again a few times, until the next dump of the same process; for a few processes at most. Between
 * the two the heap is searched for whom nothing can wake, and once more before the next.
 */
public final class GoMemory {

  /** Of so many processes; a pod's containers are rarely dumped in turns. */
  private static final int PROCESSES = 2;

  private static final int LOCKS = 64;

  /** Of a heap of some 200 MiB; beside that, a reading has its room in the sidecar's own heap. */
  private static final Bounds SEARCH = new Bounds(3L << 20, 20_000, Duration.ofSeconds(2));

  private final Proc proc;
  private final Spool spool;

  /** A program's code is the same in each of its dumps. */
  private final Knowledge knowledge = new Knowledge();

  private final SequencedMap<ProcessKey, Watch> watches = new LinkedHashMap<>();

  /** One reading of a process at a time; one that hangs holds up its own process alone. */
  private final Map<ProcessKey, ReentrantLock> locks = Recent.put(LOCKS, lock -> !lock.isLocked());

  /**
   * Reads below a /proc.
   *
   * @param spool for files of 16 bytes a goroutine
   */
  public GoMemory(Proc proc, Spool spool) {
    this.proc = proc;
    this.spool = spool;
  }

  /** A pid may be used again, a pid with its start time is not. */
  private record ProcessKey(int pid, long startTime) {}

  /**
   * Writes a dump, and begins to watch who runs from now on.
   *
   * @param startTime as in /proc/pid/stat; another process of that pid is not read
   * @param series what the dump belongs to; it is compared with an earlier one of the same series
   *     only
   * @throws UnreadableException with the reason and what helps; nothing is written then
   * @throws SpoolException if what was seen cannot be kept
   */
  public Reading dump(int pid, long startTime, @Nullable String series, OutputStream out)
      throws UnreadableException, IOException {
    ProcessKey key = new ProcessKey(pid, startTime);
    ReentrantLock lock = lock(key);
    try {
      return dump(key, series, out);
    } finally {
      lock.unlock();
    }
  }

  private Reading dump(ProcessKey key, @Nullable String series, OutputStream out)
      throws UnreadableException, IOException {
    Path sightings = spool.newSightings();
    Watch before = watch(key);
    Watch same = before != null && Objects.equals(before.series(), series) ? before : null;
    Path earlier = same == null ? null : same.sightings();
    boolean kept = false;
    try (LiveProcess process = open(key)) {
      Unreached unreached = same == null ? null : searchAgain(process, same.unreached());
      var options = new Options(sightings, earlier, Options.once().patience(), unreached);
      Reading reading = read(process, out, options);
      begin(key, Watch.start(sightings, series, watch -> glance(key, watch)));
      kept = true;
      return reading;
    } finally {
      if (!kept) {
        spool.removeSightings(sightings);
      }
    }
  }

  /** Of those whom nothing can wake, those who are still meant; null where that is not known. */
  private static @Nullable Unreached searchAgain(LiveProcess process, @Nullable Unreached first)
      throws IOException {
    Unreached second = first == null || first.size() == 0 ? null : search(process);
    return first == null || second == null ? null : first.and(second);
  }

  /** A heap that is too large for the sidecar, or not known, is not searched: a dump says less. */
  private static @Nullable Unreached search(LiveProcess process) throws IOException {
    try {
      return process.reach(SEARCH);
    } catch (UnreadableException untold) {
      return null;
    }
  }

  private ReentrantLock lock(ProcessKey key) throws InterruptedIOException {
    ReentrantLock lock;
    synchronized (this) {
      lock = locks.computeIfAbsent(key, _ -> new ReentrantLock());
    }
    try {
      lock.lockInterruptibly();
      return lock;
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("another reading of the process hangs");
    }
  }

  /** Of a process that is open, nothing but what is written can fail. */
  private Reading read(LiveProcess process, OutputStream out, Options options)
      throws UnreadableException, IOException {
    try {
      return process.dump(out, options);
    } catch (SpoolException | TooLargeException e) {
      throw e;
    } catch (IOException unwritten) {
      throw spool.failed(unwritten);
    }
  }

  /** Looks for a watch, unless another has taken its place; tells whether it is to look again. */
  private boolean glance(ProcessKey key, Watch watch) throws IOException {
    ReentrantLock lock = lock(key);
    try {
      if (watch(key) != watch) {
        return false;
      }
      boolean more = false;
      try {
        more = watch.hasMore() && look(key, watch);
        return more;
      } finally {
        if (!more) {
          forget(key); // whoever is not watched may run unseen
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean look(ProcessKey key, Watch watch) {
    try (LiveProcess process = open(key)) {
      process.lookAgain(watch.sightings());
      if (watch.isFirst()) {
        watch.found(search(process));
      }
      return true;
    } catch (UnreadableException | IOException gone) {
      return false;
    }
  }

  private LiveProcess open(ProcessKey key) throws UnreadableException, IOException {
    return OneProcess.open(proc, key.pid(), key.startTime(), knowledge);
  }

  private synchronized @Nullable Watch watch(ProcessKey key) {
    return watches.get(key);
  }

  /** Puts a watch in the place of the one before; of too many, one that nobody reads gives way. */
  private synchronized void begin(ProcessKey key, Watch watch) throws IOException {
    forget(key);
    watches.put(key, watch);
    for (ProcessKey other : List.copyOf(watches.keySet())) {
      if (watches.size() > PROCESSES && !other.equals(key)) {
        forgetUnlessRead(other);
      }
    }
  }

  private void forgetUnlessRead(ProcessKey key) throws IOException {
    ReentrantLock lock = locks.get(key);
    if (lock == null || lock.tryLock()) {
      try {
        forget(key);
      } finally {
        if (lock != null) {
          lock.unlock();
        }
      }
    }
  }

  private synchronized void forget(ProcessKey key) throws IOException {
    Watch watch = watches.remove(key);
    if (watch != null) {
      watch.stop();
      spool.removeSightings(watch.sightings());
    }
  }
}
