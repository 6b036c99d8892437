package dev.stuckpod.goroutines.process;

import dev.stuckpod.proc.ProcStat;
import dev.stuckpod.proc.ProcStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The files of one process, opened for reading as far as the system lets us. */
public final class ProcessFiles implements AutoCloseable {

  /** The key of the address of the program headers, AT_PHDR in auxv. */
  public static final int PROGRAM_HEADERS = 3;

  /** The key of the address where the program starts, AT_ENTRY in auxv. */
  public static final int ENTRY = 9;

  private static final int LONGEST_AUXV = 4096;

  private final Path folder;
  private final @Nullable FileChannel memory;
  private final @Nullable FileChannel program;
  private final @Nullable Object programFile;
  private final @Nullable ByteBuffer auxv;
  private final long startTime;

  private ProcessFiles(
      Path folder,
      @Nullable FileChannel memory,
      @Nullable FileChannel program,
      @Nullable Object programFile,
      @Nullable ByteBuffer auxv,
      long startTime) {
    this.folder = folder;
    this.memory = memory;
    this.program = program;
    this.programFile = programFile;
    this.auxv = auxv;
    this.startTime = startTime;
  }

  /**
   * Opens what may be opened.
   *
   * @param folder such as {@code /proc/1234}
   * @throws NoSuchFileException where there is no such process
   */
  public static ProcessFiles open(Path folder) throws IOException {
    long startTime = ProcStat.read(folder.resolve("stat")).startTime();
    ByteBuffer auxv = auxv(folder.resolve("auxv"));
    FileChannel memory = channel(folder.resolve("mem"));
    try {
      Path exe = folder.resolve("exe");
      Object before = file(exe);
      FileChannel program = channel(exe);
      // it may come to run another one in between
      Object same = program != null && before != null && before.equals(file(exe)) ? before : null;
      return new ProcessFiles(folder, memory, program, same, auxv, startTime);
    } catch (IOException | RuntimeException failed) {
      if (memory != null) {
        memory.close();
      }
      throw failed;
    }
  }

  /** Gives the folder itself. */
  public Path folder() {
    return folder;
  }

  /** Gives its memory; null where it may not be read. */
  public @Nullable FileChannel memory() {
    return memory;
  }

  /** Gives the file of its program; null where it may not be read. */
  public @Nullable FileChannel program() {
    return program;
  }

  /** Whether what the kernel told it at its start may be read. */
  public boolean hasAuxv() {
    return auxv != null;
  }

  /** Gives what is equal for one file, as it is now, only; null where its program is not known. */
  public @Nullable Object programFile() {
    return programFile;
  }

  /** Gives what the kernel told it at its start, 0 where it did not. */
  public long auxv(int key) {
    for (int at = 0; auxv != null && at + 16 <= auxv.limit(); at += 16) {
      if (auxv.getLong(at) == key) {
        return auxv.getLong(at + 8);
      }
    }
    return 0;
  }

  /** Gives what no other process ever has: its number and its start. */
  public long identity() {
    return folder.getFileName().toString().hashCode() * 0x9E3779B97F4A7C15L + startTime;
  }

  /** Gives the number that the folder is named after. */
  public String pid() {
    return folder.getFileName().toString();
  }

  /** Whether the process has ended. */
  public boolean isGone() {
    try {
      return ProcStatus.read(folder.resolve("status")).ended();
    } catch (IOException gone) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (memory != null) {
        memory.close();
      }
    } finally {
      if (program != null) {
        program.close();
      }
    }
  }

  private record FileOnDisk(Object key, long size, FileTime modified) {}

  private static @Nullable Object file(Path file) {
    try {
      var of = Files.readAttributes(file, BasicFileAttributes.class);
      return of.fileKey() == null
          ? null
          : new FileOnDisk(of.fileKey(), of.size(), of.lastModifiedTime());
    } catch (IOException unknown) {
      return null;
    }
  }

  private static @Nullable FileChannel channel(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (AccessDeniedException denied) {
      return null;
    }
  }

  private static @Nullable ByteBuffer auxv(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(LONGEST_AUXV)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (AccessDeniedException denied) {
      return null;
    }
  }
}
