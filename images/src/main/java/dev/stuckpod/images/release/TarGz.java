package dev.stuckpod.images.release;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A gzipped tar whose bytes follow from its files: no times, owners or orders of a machine are in
 * it.
 */
final class TarGz implements AutoCloseable {

  /** The time of every file. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  private static final int BEST = 9;
  private static final int FILE = 0100644;
  private static final int PROGRAM = 0100755;

  private final TarArchiveOutputStream tar;
  private final String folder;

  /**
   * Begins one.
   *
   * @param folder the one that everything in it is in
   */
  TarGz(Path file, String folder) throws IOException {
    var parameters = new GzipParameters();
    parameters.setCompressionLevel(BEST);
    tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file)), parameters),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    this.folder = folder + "/";
  }

  /** Adds a file. */
  void add(Path file, String name, boolean executable) throws IOException {
    TarArchiveEntry entry = entry(name, executable);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  /** Adds a text. */
  void add(String text, String name, boolean executable) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = entry(name, executable);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** Adds all files below a folder, in the order of their names; as programs what is one there. */
  void addAll(Path from, String name) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      add(file, name + "/" + from.relativize(file), Files.isExecutable(file));
    }
  }

  /** Adds another name of a file. */
  void link(String name, String to) throws IOException {
    var entry = new TarArchiveEntry(folder + name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    entry.setModTime(Date.from(TIME));
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private TarArchiveEntry entry(String name, boolean executable) {
    var entry = new TarArchiveEntry(folder + name);
    entry.setMode(executable ? PROGRAM : FILE);
    entry.setModTime(Date.from(TIME));
    return entry;
  }
}
