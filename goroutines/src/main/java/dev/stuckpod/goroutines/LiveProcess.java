package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.FileImage;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.memory.ChannelMemory;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Metered;
import dev.stuckpod.goroutines.process.ProcStatus;
import dev.stuckpod.goroutines.process.ProcessFiles;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.sightings.Sightings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A live Go process whose goroutines can be read. Not for several threads at once. */
public final class LiveProcess implements AutoCloseable {

  private final ProcessFiles files;
  private final Metered memory;
  private final Program program;
  private @Nullable Anchors anchors;

  private LiveProcess(ProcessFiles files, Metered memory, Program program) {
    this.files = files;
    this.memory = memory;
    this.program = program;
  }

  /**
   * Opens {@code exe}, {@code mem} and {@code auxv} of a process, read-only, and makes sure that
   * this is a Go program of a known version. Of the process's memory only the variables of its
   * executable are looked at.
   *
   * @param procOfPid such as {@code /proc/1234}
   * @throws UnreadableException with the reason and what helps
   * @throws IOException if the files fail in another way
   */
  public static LiveProcess open(Path procOfPid) throws UnreadableException, IOException {
    ProcessFiles files;
    try {
      files = ProcessFiles.open(procOfPid);
    } catch (NoSuchFileException gone) {
      throw Refusal.gone();
    }
    try {
      FileChannel channel = files.memory();
      if (channel == null) {
        throw refusal(procOfPid, files.hasAuxv()).why();
      }
      var memory = new Metered(new ChannelMemory(channel));
      return new LiveProcess(files, memory, program(files, memory));
    } catch (UnreadableException | IOException | RuntimeException failed) {
      files.close();
      throw failed;
    }
  }

  /** Tells the version that the program was built with, such as {@code go1.26.8}. */
  public String goVersion() {
    return program.version().text();
  }

  /**
   * Writes one dump in the form in which the Go runtime prints one upon SIGQUIT, streamed.
   *
   * @param out gets the text; it is not closed
   * @return what was read; not complete where the process ended meanwhile
   * @throws UnreadableException where its memory makes no sense; nothing is written then
   * @throws IOException if out, or a file of sightings, fails
   */
  public Reading dump(OutputStream out, Options options) throws UnreadableException, IOException {
    long before = memory.bytes();
    Anchors found = anchors();
    int size = size(found);
    var printer = new Printer(program, found);
    var dump = new Dump(found.all(), printer, out, files::isGone);
    Path earlierFile = options.earlier();
    Path file = options.sightings();
    try (Sightings earlier = earlierFile == null ? null : sightings(earlierFile);
        Sightings sightings = file == null ? null : Sightings.create(file, AllGoroutines.PIECE)) {
      printer
          .text()
          .add("# goroutines of pid " + files.pid() + ", ")
          .add(program.version().text())
          .add(" linux/" + program.tables().arch().goName() + ", read from memory\n\n");
      dump.printAll(size, sightings, earlier);
      if (sightings != null) {
        sightings.finish(files.identity(), System.nanoTime(), size);
      }
    }
    dump.printRest(options.patience());
    if (!Layouts.knows(program.version().minor())) {
      dump.problem(
          "Go 1."
              + program.version().minor()
              + " is newer than what is known: its structures were found at run time.");
    }
    return dump.end(memory.bytes() - before);
  }

  /**
   * Looks again, at a fraction of a dump's cost, whether goroutines have run since a reading, and
   * forgets those that have. To be called a few times, unevenly spaced, between two readings: the
   * runtime counts the runs of a goroutine in one byte only.
   *
   * @param sightings written by {@link #dump}
   * @return how many goroutines still have not run
   * @throws UnreadableException where the process has ended or its memory makes no sense
   * @throws IOException if the file fails, or is not of this process
   */
  public long glance(Path sightings) throws UnreadableException, IOException {
    Anchors found = anchors();
    var goroutine = new Goroutine(memory, found.layout().g(), program.version().minor());
    long[] piece = new long[AllGoroutines.PIECE];
    long still = 0;
    try (Sightings seen = sightings(sightings)) {
      int size = Math.min(size(found), seen.size());
      for (int from = 0; from < size; from += AllGoroutines.PIECE) {
        int count = found.all().read(from, size - from, piece);
        seen.load(from, count);
        still += forgetThoseThatRan(seen, goroutine, piece, count);
      }
      return still;
    } catch (MalformedException bad) {
      throw explain(bad);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static long forgetThoseThatRan(
      Sightings seen, Goroutine goroutine, long[] piece, int count) throws IOException {
    long still = 0;
    boolean changed = false;
    for (int i = 0; i < count; i++) {
      if (seen.goid(i) != 0) {
        if (goroutine.glance(piece[i]) == Seen.STILL
            && goroutine.goid() == seen.goid(i)
            && goroutine.stand() == seen.stand(i)) {
          still++;
        } else {
          seen.set(i, 0, 0);
          changed = true;
        }
      }
    }
    if (changed) {
      seen.store();
    }
    return still;
  }

  private Sightings sightings(Path file) throws IOException {
    return Sightings.open(file, AllGoroutines.PIECE, files.identity());
  }

  private Anchors anchors() throws UnreadableException, IOException {
    try {
      Anchors found = anchors == null ? Anchors.find(program) : anchors;
      anchors = found;
      return found;
    } catch (UnreadableException unreadable) {
      throw files.isGone() ? Refusal.gone() : unreadable;
    }
  }

  private int size(Anchors found) throws UnreadableException, IOException {
    try {
      return found.all().size();
    } catch (MalformedException bad) {
      throw explain(bad);
    }
  }

  private UnreadableException explain(MalformedException bad) {
    return files.isGone() ? Refusal.gone() : Program.malformed(bad);
  }

  private static Program program(ProcessFiles files, Memory memory)
      throws UnreadableException, IOException {
    FileChannel file = files.program();
    Memory source = file == null ? memory : new ChannelMemory(file);
    long start = file == null ? files.auxv(ProcessFiles.PROGRAM_HEADERS) - Elf.HEADER : 0;
    Elf elf = Elf.read(source, start).orElse(null);
    if (elf == null && files.isGone()) {
      throw Refusal.gone();
    }
    if (elf == null) {
      throw file == null
          ? new UnreadableException(
              Obstacle.EXEC_ONLY,
              "The program's file may be executed but not read, and its memory does not begin as"
                  + " that of a Go program: let the process's user read the file.")
          : new UnreadableException(
              Obstacle.NOT_GO,
              "This is not a 64-bit program for amd64 or arm64: take its dump in another way.");
    }
    long bias = files.auxv(ProcessFiles.ENTRY) - elf.entry();
    return Program.read(
        memory, file == null ? memory : new FileImage(source, elf, bias), elf, bias);
  }

  private static Refusal refusal(Path procOfPid, boolean mayLook) throws IOException {
    Path root = procOfPid.toAbsolutePath().resolveSibling("");
    Path scope = root.resolve("sys/kernel/yama/ptrace_scope");
    return new Refusal(
        ProcStatus.read(root.resolve("self/status")),
        ProcStatus.read(procOfPid.resolve("status")),
        Files.isReadable(scope) ? Integer.parseInt(Files.readString(scope).strip()) : 0,
        mayLook);
  }
}
