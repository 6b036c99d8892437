package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.protocol.DumpFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps dumps on disk, compressed, until they are fetched; the oldest give way to new ones. A pod
 * whose volume grows over its limit is evicted, so all of them together stay below one, with what
 * {@link GoMemory} keeps beside them.
 */
public final class Spool {

  private static final int BUFFER = 1 << 14;
  private static final String ENDING = ".gz";
  private static final String UNFINISHED = ".part";

  private final Path directory;
  private final long limit;

  /**
   * Keeps them in a directory.
   *
   * @param limit of all dumps together, compressed, in bytes
   */
  public Spool(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** Writes a dump. */
  interface Source {
    void writeTo(OutputStream out) throws Exception;
  }

  /** A dump was larger than may be kept. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super(
          "The dump is larger than %d KiB compressed: raise the chart's injection.spoolLimit"
              .formatted(limit >> 10));
    }
  }

  /** Takes a dump in, to be found when it is whole; what is written when it fails is removed. */
  DumpFile take(String attemptId, Source source) throws Exception {
    Path part = directory.resolve(attemptId + UNFINISHED);
    MessageDigest digest = sha256();
    Deque<Path> oldestFirst = kept();
    long[] held = {size(oldestFirst) + size(files(GoMemory.SIGHTINGS))};
    try {
      var bytes =
          new Counting(
              new DigestOutputStream(
                  new GZIPOutputStream(
                      new Counting(
                          Files.newOutputStream(part), after -> makeRoom(oldestFirst, held, after)),
                      BUFFER),
                  digest),
              _ -> {});
      try (bytes) {
        source.writeTo(bytes);
      }
      Files.move(part, file(attemptId), StandardCopyOption.ATOMIC_MOVE);
      return new DumpFile(bytes.bytes(), HexFormat.of().formatHex(digest.digest()), null);
    } catch (Exception e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /** Finds a kept dump. */
  public Optional<Path> find(String attemptId) {
    Path file = file(attemptId);
    return Files.exists(file) ? Optional.of(file) : Optional.empty();
  }

  private Path file(String attemptId) {
    return directory.resolve(attemptId + ENDING);
  }

  private void makeRoom(Deque<Path> oldestFirst, long[] held, long wanted) throws IOException {
    if (wanted > limit) {
      throw new TooLargeException(limit);
    }
    while (held[0] + wanted > limit) {
      Path oldest = oldestFirst.pollFirst();
      if (oldest == null) {
        throw new TooLargeException(limit);
      }
      held[0] -= Files.size(oldest);
      Files.delete(oldest);
    }
  }

  private Deque<Path> kept() throws IOException {
    return new ArrayDeque<>(
        files(ENDING).stream()
            .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()))
            .toList());
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(ending)).toList();
    }
  }

  private static long size(Iterable<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += Files.size(file);
    }
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
