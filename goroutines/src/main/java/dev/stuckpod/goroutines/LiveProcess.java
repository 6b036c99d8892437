package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.flow.Learned;
import dev.stuckpod.goroutines.elf.Elf;
import dev.stuckpod.goroutines.elf.FileImage;
import dev.stuckpod.goroutines.glance.Glance;
import dev.stuckpod.goroutines.memory.ChannelMemory;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Metered;
import dev.stuckpod.goroutines.process.ProcessFiles;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Unreached;
import dev.stuckpod.proc.ProcStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A live Go process whose goroutines can be read. Not for several threads at once. */
public final class LiveProcess implements AutoCloseable {

  private final ProcessFiles files;
  private final Reader reader;
  private final Knowledge knowledge;
  private final Knowledge.@Nullable Of program;
  private final Learned learned;

  /** Whether anything is known: who was only glanced at is no reason to forget another. */
  private boolean hasLearned;

  private LiveProcess(ProcessFiles files, Metered memory, Program program, Knowledge knowledge) {
    this.files = files;
    this.knowledge = knowledge;
    Object file = files.programFile();
    this.program = file == null ? null : new Knowledge.Of(file, program.tables().module().text());
    Optional<Learned> known = knowledge.take(this.program);
    this.learned = known.orElseGet(Learned::new);
    this.hasLearned = known.isPresent();
    var identity = new Reader.Identity(files.pid(), files.identity(), files.folder());
    this.reader = new Reader(identity, memory, program, files::isGone, learned);
  }

  /**
   * Opens a process of whose program nothing is known, see {@link #open(Path, Knowledge)}.
   *
   * @throws UnreadableException with the reason and what helps
   * @throws IOException if the files fail in another way
   */
  public static LiveProcess open(Path procOfPid) throws UnreadableException, IOException {
    return open(procOfPid, new Knowledge());
  }

  /**
   * Opens {@code exe}, {@code mem} and {@code auxv} of a process, read-only, and makes sure that
   * this is a Go program of a known version. Of the process's memory only the variables of its
   * executable are looked at. A dump also reads the links of {@code fd} that goroutines wait at,
   * and the tables of {@code net}.
   *
   * @param procOfPid such as {@code /proc/1234}
   * @param knowledge of its program, if it was opened before; gets what is found out, at the end
   * @throws UnreadableException with the reason and what helps
   * @throws IOException if the files fail in another way
   */
  public static LiveProcess open(Path procOfPid, Knowledge knowledge)
      throws UnreadableException, IOException {
    ProcessFiles files;
    try {
      files = ProcessFiles.open(procOfPid);
    } catch (NoSuchFileException gone) {
      throw Refusal.gone();
    }
    try {
      FileChannel channel = files.memory();
      if (channel == null || !files.hasAuxv()) {
        throw refusal(procOfPid, files.hasAuxv()).why();
      }
      var memory = new Metered(new ChannelMemory(channel));
      return new LiveProcess(files, memory, program(files, memory), knowledge);
    } catch (UnreadableException | IOException | RuntimeException failed) {
      files.close();
      throw failed;
    }
  }

  /** Tells the version that the program was built with, such as {@code go1.26.8}. */
  public String goVersion() {
    return reader.program().version().text();
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
    hasLearned = true;
    return reader.dump(out, options);
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
  public long lookAgain(Path sightings) throws UnreadableException, IOException {
    return reader.lookAgain(sightings);
  }

  /**
   * Counts goroutines by states, and those that wait for locks: who of these has not run since the
   * glance before. No stack is read, and neighbours are read together, so 20,000 cost some
   * milliseconds. What is searched for in the memory is found once, and who waits is remembered, 2
   * MiB at most, as long as the process is open.
   *
   * @param now in CLOCK_MONOTONIC nanoseconds
   * @throws UnreadableException where the process has ended or its memory makes no sense: open it
   *     anew
   * @throws IOException if the files fail
   */
  public Glance glance(long now) throws UnreadableException, IOException {
    return reader.glance(now);
  }

  /**
   * Searches the heap, from all that is alive, for what parked goroutines wait for. It takes
   * seconds and up to 48 MiB for a heap of 1 GiB, if the bounds allow it; the process is not
   * stopped, so one search alone proves nothing: of two, some seconds apart, those are meant who
   * are in {@link Unreached#and both}.
   *
   * @param bounds what it may take at most; a process that takes more is refused
   * @return who was not reached
   * @throws UnreadableException where that cannot be told, of this process or of now; all else can
   *     still be read
   * @throws IOException if the files fail
   */
  public Unreached reach(Bounds bounds) throws UnreadableException, IOException {
    return reader.reach(bounds);
  }

  @Override
  public void close() throws IOException {
    if (hasLearned) {
      knowledge.keep(program, learned);
    }
    files.close();
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
