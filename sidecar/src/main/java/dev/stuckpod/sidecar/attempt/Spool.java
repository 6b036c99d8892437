package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.sidecar.protocol.DumpFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Keeps dumps on disk, compressed, until they are fetched; the oldest give way to new ones. */
public final class Spool {

  /** Before compression; a million goroutines make 800 MB. */
  private static final long LARGEST = 1L << 30;

  private static final int KEPT = 4;
  private static final String ENDING = ".gz";

  private final Path directory;

  /** Keeps them in a directory. */
  public Spool(Path directory) {
    this.directory = directory;
  }

  /** Writes a dump. */
  interface Source {
    void writeTo(OutputStream out) throws Exception;
  }

  /** A dump was larger than may be kept. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The dump is larger than " + (LARGEST >> 20) + " MiB");
    }
  }

  /** Takes a dump in; what is written when it fails is removed. */
  DumpFile take(String attemptId, Source source) throws Exception {
    makeRoom();
    Path file = file(attemptId);
    MessageDigest digest = sha256();
    try {
      long[] bytes = {0};
      try (OutputStream out =
          new Counting(
              new DigestOutputStream(
                  new GZIPOutputStream(Files.newOutputStream(file), 1 << 14), digest),
              bytes)) {
        source.writeTo(out);
      }
      return new DumpFile(bytes[0], HexFormat.of().formatHex(digest.digest()));
    } catch (Exception e) {
      Files.deleteIfExists(file);
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

  private void makeRoom() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> newestFirst =
          files
              .filter(f -> f.toString().endsWith(ENDING))
              .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified()).reversed())
              .toList();
      for (Path old :
          newestFirst.subList(Math.min(KEPT - 1, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static final class Counting extends FilterOutputStream {
    private final long[] bytes;

    Counting(OutputStream out, long[] bytes) {
      super(out);
      this.bytes = bytes;
    }

    @Override
    public void write(int b) throws IOException {
      count(1);
      out.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      count(length);
      out.write(buffer, offset, length);
    }

    private void count(int length) throws IOException {
      bytes[0] += length;
      if (bytes[0] > LARGEST) {
        throw new TooLargeException();
      }
    }
  }
}
