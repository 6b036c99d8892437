package dev.stuckpod.sidecar.spool;

import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps dumps on disk, compressed, until they are fetched; the oldest give way to new ones. A pod
 * whose volume grows over its limit is evicted, so all that lies there stays below one together:
 * dumps, and what was seen of goroutines.
 */
public final class Spool {

  private static final int BUFFER = 1 << 14;
  private static final String DUMP = ".gz";
  private static final String UNFINISHED = ".part";
  private static final String SIGHTINGS = ".sightings";
  private static final String LIFE = "life";

  /** No operator asks for a dump so long after it was taken. */
  private static final Duration FETCHED_WITHIN = Duration.ofMinutes(30);

  private final Path directory;
  private final long limit;
  private final Health health;
  private long number;

  /**
   * Keeps them in a directory.
   *
   * @param limit of all that lies there together, in bytes
   */
  public Spool(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
    this.health = new Health(directory, directory.resolve("probe" + UNFINISHED));
  }

  /** Writes a dump. */
  public interface Source {
    /** Writes all of it; whatever it throws is thrown on. */
    void writeTo(OutputStream out) throws Exception;
  }

  /**
   * Removes what an earlier sidecar left, but for whole dumps that an operator may still fetch.
   *
   * @return whether there was an earlier one
   * @throws SpoolException if the volume cannot be written
   */
  public boolean beginLife() throws SpoolException {
    try {
      long fetched = System.currentTimeMillis() - FETCHED_WITHIN.toMillis();
      for (Path file : files("*{" + DUMP + "," + UNFINISHED + "," + SIGHTINGS + "}")) {
        boolean whole = file.toString().endsWith(DUMP);
        if (!whole || file.toFile().lastModified() < fetched) {
          Files.deleteIfExists(file);
        }
      }
      Path life = directory.resolve(LIFE);
      boolean earlier = Files.exists(life);
      if (!earlier) {
        Files.createFile(life);
      }
      return earlier;
    } catch (IOException e) {
      throw new SpoolException(directory, e);
    }
  }

  /**
   * Takes a dump in, to be found when it is whole; what is written when it fails is removed.
   *
   * @throws SpoolException if the volume is full or cannot be written
   * @throws TooLargeException if the dump does not fit below the limit
   */
  public DumpFile take(String attemptId, Source source) throws Exception {
    Path part = directory.resolve(attemptId + UNFINISHED);
    MessageDigest digest = Sha256.begin();
    long bytes;
    try (var file = new SpooledFile(directory, part, after -> makeRoom(part, after))) {
      try (var out =
          new Counting(new DigestOutputStream(new GZIPOutputStream(file, BUFFER), digest))) {
        source.writeTo(out);
        bytes = out.bytes();
      } catch (SpoolException full) {
        health.failedAfter(file.bytes());
        throw full;
      } catch (TooLargeException e) {
        health.tooLarge(String.valueOf(e.getMessage()));
        throw e;
      }
      Files.move(part, file(attemptId), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    health.well();
    return new DumpFile(bytes, Sha256.hex(digest), null);
  }

  /** Finds a kept dump. */
  public Optional<Path> find(String attemptId) {
    Path file = file(attemptId);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Looks into what is kept. */
  public interface Reader {
    /** Reads as far as it likes. */
    int read(InputStream dump) throws IOException;
  }

  /**
   * Looks into a kept dump.
   *
   * @throws IOException if it is not there, or cannot be read
   */
  public int read(String attemptId, Reader reader) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file(attemptId)), BUFFER)) {
      return reader.read(in);
    }
  }

  /** Keeps a dump no longer; none there is none to remove. */
  public void remove(String attemptId) {
    try {
      Files.deleteIfExists(file(attemptId));
    } catch (IOException stays) {
      // it gives way to the next ones
    }
  }

  /** Names a new file for what a reading saw of goroutines, which whoever asks is to remove. */
  public synchronized Path newSightings() {
    return directory.resolve(number++ + SIGHTINGS);
  }

  /** Removes such a file; none there is none to remove. */
  public void removeSightings(Path sightings) throws IOException {
    Files.deleteIfExists(sightings);
  }

  /** Says that a file here could not be written. */
  public SpoolException failed(IOException why) {
    return new SpoolException(directory, why);
  }

  /** Tells, in one sentence, why no dump can be kept now; empty where one can. */
  public Optional<String> trouble() {
    return health.trouble();
  }

  /** Tells, in one sentence, that a dump was too large a short while ago; else empty. */
  public Optional<String> tooLarge() {
    return health.tooLarge();
  }

  private Path file(String attemptId) {
    return directory.resolve(attemptId + DUMP);
  }

  private void makeRoom(Path mine, long wanted) throws IOException {
    long held = wanted;
    for (Path file : files("*")) {
      held += file.equals(mine) ? 0 : size(file);
    }
    if (held <= limit) {
      return;
    }
    for (Path oldest : oldestFirst()) {
      held -= size(oldest);
      Files.deleteIfExists(oldest);
      if (held <= limit) {
        return;
      }
    }
    throw new TooLargeException(limit);
  }

  private List<Path> oldestFirst() throws IOException {
    return files("*" + DUMP).stream()
        .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()))
        .toList();
  }

  private List<Path> files(String pattern) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, pattern)) {
      all.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
