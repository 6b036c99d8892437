package dev.stuckpod.cli.explore;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Opened;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.cli.explore.session.Store;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Dumps in files, and in a cluster. */
final class DumpFiles implements Store {
  private static final int LISTED = 20;

  private final ClusterDumps cluster;
  private final Options options;

  /**
   * Reads within the heap that there is.
   *
   * @param several how many dumps are to be in it at once
   */
  DumpFiles(ClusterDumps cluster, int several) {
    this.cluster = cluster;
    long share = Runtime.getRuntime().maxMemory() / (3L * Math.max(1, several));
    Limits limits = Limits.DEFAULT.withEach((int) Math.min(1 << 30, share));
    this.options = new Options(limits, LISTED, LISTED, Options.DEFAULT.effort());
  }

  @Override
  public Opened open(String source) throws NotADumpException, IOException {
    try {
      if ("-".equals(source)) {
        return read(new FileInputStream(FileDescriptor.in));
      }
      if (cluster.isNamed(source) && !Files.exists(Path.of(source))) {
        Path copy = cluster.fetch(source);
        try (InputStream in = Files.newInputStream(copy)) {
          return read(in);
        } finally {
          Files.deleteIfExists(copy);
        }
      }
      try (InputStream in = Files.newInputStream(Path.of(source))) {
        return read(in);
      }
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no such file", missing);
    } catch (AccessDeniedException denied) {
      throw new IOException("may not be read by this user", denied);
    } catch (InvalidPathException bad) {
      throw new IOException("is no name of a file", bad);
    }
  }

  private Opened read(InputStream in) throws NotADumpException, IOException {
    return Analyzer.open(new BufferedInputStream(in), options);
  }

  @Override
  public void save(String file, String text) throws IOException {
    try {
      Files.writeString(Path.of(file), text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException there) {
      throw new IOException(file + " is there already, and is not written over", there);
    } catch (NoSuchFileException | InvalidPathException nowhere) {
      throw new IOException(file + " cannot be written: there is no such folder", nowhere);
    } catch (IOException failed) {
      throw new IOException(file + " could not be written: " + failed.getMessage(), failed);
    }
  }
}
