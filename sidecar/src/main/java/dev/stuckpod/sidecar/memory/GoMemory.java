package dev.stuckpod.sidecar.memory;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Obstacle;
import dev.stuckpod.goroutines.Options;
import dev.stuckpod.goroutines.Reading;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.spool.TooLargeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes dumps out of memory. What a dump saw of each goroutine is kept in a file, and looked at
 * again a few times, until the next dump of the same process; for a few processes at most.
 */
public final class GoMemory {

  /** Of so many processes; a pod's containers are rarely dumped in turns. */
  private static final int PROCESSES = 2;

  private final Proc proc;
  private final Spool spool;
  private final SequencedMap<ProcessKey, Watch> watches = new LinkedHashMap<>();

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
  public synchronized Reading dump(
      int pid, long startTime, @Nullable String series, OutputStream out)
      throws UnreadableException, IOException {
    ProcessKey key = new ProcessKey(pid, startTime);
    Path sightings = spool.newSightings();
    Watch before = watches.get(key);
    boolean goesOn = before != null && Objects.equals(before.series(), series);
    Path earlier = goesOn && before != null ? before.sightings() : null;
    boolean kept = false;
    try (LiveProcess process = open(key)) {
      Reading reading =
          read(process, out, new Options(sightings, earlier, Options.once().patience()));
      forget(key);
      watches.put(key, Watch.start(sightings, series, watch -> glance(key, watch)));
      kept = true;
      forgetTheOldest();
      return reading;
    } finally {
      if (!kept) {
        Files.deleteIfExists(sightings);
      }
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
  private synchronized boolean glance(ProcessKey key, Watch watch) throws IOException {
    if (watches.get(key) != watch) {
      return false;
    }
    boolean more = watch.hasMore();
    if (more) {
      try (LiveProcess process = open(key)) {
        process.glance(watch.sightings());
      } catch (UnreadableException | IOException gone) {
        more = false;
      }
    }
    if (!more) {
      forget(key);
    }
    return more;
  }

  private LiveProcess open(ProcessKey key) throws UnreadableException, IOException {
    LiveProcess process = LiveProcess.open(proc.directory(key.pid()));
    // asked after opening: open files stay with the process that they were opened of
    if (proc.startTime(key.pid()).equals(OptionalLong.of(key.startTime()))) {
      return process;
    }
    process.close();
    throw new UnreadableException(Obstacle.GONE, "The process has ended");
  }

  private void forgetTheOldest() throws IOException {
    while (watches.size() > PROCESSES) {
      forget(watches.sequencedKeySet().getFirst());
    }
  }

  private void forget(ProcessKey key) throws IOException {
    Watch watch = watches.remove(key);
    if (watch != null) {
      watch.stop();
      Files.deleteIfExists(watch.sightings());
    }
  }
}
