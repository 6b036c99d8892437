package dev.stuckpod.operator.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's files for dumps on their way, named after the attempts that gave them. A pod whose
 * volume grows over its limit is evicted, so all of them together stay below a bound. Files of a
 * former life of this operator are taken up again where their attempt is still open, and give way
 * where room is needed.
 */
public final class Spool {

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  /** An attempt that is older has come to its end, good or bad. */
  private static final Duration RESUMED = Duration.ofHours(1);

  /** What must be free before a dump is asked for. */
  private static final long ROOM = 16L << 20;

  /** So many attempts may fill their share at once; no pod's dump is in the way of another's. */
  public static final int SHARES = 8;

  private final Path directory;
  private final SpoolFiles files;
  private final long limit;
  private final long share;
  private final Disk disk;

  /** The attempts of this life. */
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();

  /** The attempts whose files give way: those of a former life, and those that are spared. */
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  /**
   * Uses a directory, which others may use too.
   *
   * @param limit of all files together, in bytes
   */
  public Spool(Path directory, long limit, Disk disk) {
    this(directory, limit, limit / SHARES, disk);
  }

  /**
   * The same with a share of one's own.
   *
   * @param share of an attempt's files together, in bytes
   */
  public Spool(Path directory, long limit, long share, Disk disk) {
    this.directory = directory;
    this.files = new SpoolFiles(directory);
    this.limit = limit;
    this.share = share;
    this.disk = disk;
  }

  /** Removes what a former life has left and nobody will take up again. */
  public void clean(Instant now) {
    try {
      files.ofOldOperators().forEach(SpoolFiles::remove);
      files.all().forEach(file -> keepForAWhile(file, now));
    } catch (IOException e) {
      LOG.warn("The spool {} cannot be cleaned: {}", directory, e.getMessage());
    }
  }

  private void keepForAWhile(Path file, Instant now) {
    if (SpoolFiles.modified(file).isBefore(now.minus(RESUMED))) {
      SpoolFiles.remove(file);
    } else {
      left.add(SpoolFiles.attemptOf(file));
    }
  }

  /** How much an attempt's files may have together, in bytes. */
  public long share() {
    return share;
  }

  /** Names a file of an attempt. */
  public Path file(String attemptId, String ending) {
    Path file = files.named(attemptId, ending);
    inUse.add(attemptId);
    return file;
  }

  /** Whether an attempt of this life has files here that do not give way. */
  public boolean isInUse(String attemptId) {
    return inUse.contains(attemptId);
  }

  /** Opens a file anew. */
  public OutputStream write(Path file) throws SpoolException {
    return open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Opens a file to write on at its end. */
  public OutputStream append(Path file) throws SpoolException {
    return open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private OutputStream open(Path file, OpenOption... options) throws SpoolException {
    try {
      return new SpoolOutput(disk.open(file, options), this, SpoolFiles.attemptOf(file));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Tells whether a dump could be taken in, before anything is done for one.
   *
   * @throws SpoolException with the remedy, if it could not
   */
  public void check(String attemptId) throws SpoolException {
    Path file = file(attemptId, "check");
    try (OutputStream out = write(file)) {
      out.write('.');
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      SpoolFiles.remove(file);
    }
    makeRoom(attemptId, ROOM);
  }

  /** Removes the files of an attempt, if there are any. */
  public void forget(String attemptId) {
    if (!inUse.contains(attemptId) && !left.contains(attemptId)) {
      return;
    }
    try {
      files.of(attemptId).forEach(SpoolFiles::remove);
    } catch (IOException e) {
      LOG.warn("Files of attempt {} are left: {}", attemptId, e.getMessage());
    }
    inUse.remove(attemptId);
    left.remove(attemptId);
  }

  /**
   * Keeps one file of an attempt that has ended until room is needed, and removes its others.
   *
   * @param file of the attempt
   */
  public void spare(String attemptId, Path file) {
    if (!inUse.contains(attemptId)) {
      return; // it is spared already, or gone
    }
    try {
      files.of(attemptId).stream().filter(one -> !one.equals(file)).forEach(SpoolFiles::remove);
    } catch (IOException e) {
      LOG.warn("Files of attempt {} are left: {}", attemptId, e.getMessage());
    }
    left.add(attemptId);
    inUse.remove(attemptId);
  }

  /** Sees to it that so many bytes more of an attempt fit below the bounds. */
  synchronized void makeRoom(String attemptId, long wanted) throws SpoolException {
    try {
      List<Path> all = files.all();
      if (used(all.stream().filter(file -> SpoolFiles.isOf(file, attemptId))) + wanted > share) {
        throw SpoolException.full(
            ("The dump has more than its share of the operator's spool (%d of %d MiB): raise the"
                    + " chart's spoolLimit")
                .formatted(share >> 20, limit >> 20));
      }
      long over = used(all.stream()) + wanted - limit;
      while (over > 0) {
        Path oldest =
            leftBehind()
                .orElseThrow(
                    () ->
                        SpoolException.full(
                            "The operator's spool is full (%d MiB): raise the chart's spoolLimit"
                                .formatted(limit >> 20)));
        over -= Files.size(oldest);
        SpoolFiles.remove(oldest);
      }
    } catch (SpoolException full) {
      throw full;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static long used(Stream<Path> some) {
    return some.mapToLong(SpoolFiles::size).sum();
  }

  private Optional<Path> leftBehind() throws IOException {
    return files.all().stream()
        .filter(file -> inUse.stream().noneMatch(id -> SpoolFiles.isOf(file, id)))
        .min(Comparator.comparing(SpoolFiles::modified));
  }

  /** Says that it cannot be written, and what to look at. */
  public SpoolException unwritable(IOException e) {
    return e instanceof SpoolException known
        ? known
        : new SpoolException(
            "The operator's spool %s cannot be written (%s): see its volume and the node's disk"
                .formatted(directory, String.valueOf(e)));
  }
}
