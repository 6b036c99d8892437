package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.flow.Learned;
import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.glance.Glance;
import dev.stuckpod.goroutines.glance.Glances;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.locks.Queues;
import dev.stuckpod.goroutines.locks.Semaphores;
import dev.stuckpod.goroutines.locks.Survey;
import dev.stuckpod.goroutines.locks.Waiters;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Metered;
import dev.stuckpod.goroutines.memory.Pages;
import dev.stuckpod.goroutines.reach.Bounds;
import dev.stuckpod.goroutines.reach.Search;
import dev.stuckpod.goroutines.reach.Unreached;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.runtime.Looks;
import dev.stuckpod.goroutines.sightings.Sightings;
import dev.stuckpod.goroutines.sockets.Sockets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the goroutines of a program that runs, wherever its memory comes from. */
final class Reader {

  /** Two to the power of these are the pages kept while locks are looked at. */
  private static final int PAGES = 10;

  private static final int PAGES_NOW = 7;

  private final Identity identity;
  private final Metered memory;
  private final Program program;
  private final BooleanSupplier gone;
  private final @Nullable Flow flow;
  private @Nullable Anchors anchors;
  private @Nullable Glances glances;
  private @Nullable Search search;
  private @Nullable Semaphores semaphores;

  /**
   * What a process is called.
   *
   * @param pid in its first line
   * @param unique what no other process has
   * @param folder of it in {@code /proc}, by which its sockets are told; null for none
   */
  record Identity(String pid, long unique, @Nullable Path folder) {
    Identity(String pid, long unique) {
      this(pid, unique, null);
    }
  }

  /** Reads a process, which may end meanwhile, of a program of which nothing is known. */
  Reader(Identity identity, Metered memory, Program program, BooleanSupplier gone) {
    this(identity, memory, program, gone, new Learned());
  }

  /**
   * Reads a process, which may end meanwhile.
   *
   * @param learned what is known of its code, and gets what is found out
   */
  Reader(
      Identity identity, Metered memory, Program program, BooleanSupplier gone, Learned learned) {
    this.identity = identity;
    this.memory = memory;
    this.program = program;
    this.gone = gone;
    var binary = new Binary(program.tables(), program.image(), memory);
    flow = binary.isFollowed() ? new Flow(binary, learned) : null;
  }

  Program program() {
    return program;
  }

  Reading dump(OutputStream out, Options options) throws UnreadableException, IOException {
    long before = memory.bytes();
    Anchors found = anchors();
    int size = size(found);
    Path folder = identity.folder();
    Sockets sockets = folder == null ? null : new Sockets(folder);
    var printer = new Printer(program, found, flow, options.unreached(), sockets);
    var looks = new Looks(memory, found.layout().g());
    var dump = new Dump(found.all(), looks, printer, out, gone);
    Path earlierFile = options.earlier();
    Path file = options.sightings();
    try (Sightings earlier = earlierFile == null ? null : sightings(earlierFile);
        Sightings sightings = file == null ? null : Sightings.create(file, AllGoroutines.PIECE)) {
      printer
          .text()
          .add("# goroutines of pid " + identity.pid() + ", ")
          .add(program.version().text())
          .add(" linux/" + program.tables().arch().goName() + ", read from memory\n\n");
      dump.printAll(size, sightings, earlier);
      if (sightings != null) {
        sightings.finish(identity.unique(), System.nanoTime(), size);
      }
    }
    dump.printRest(options.patience());
    printLocks(dump, found);
    if (!Layouts.knows(program.version().minor())) {
      dump.problem(
          "Go 1."
              + program.version().minor()
              + " is newer than what is known: its structures were found at run time.");
    }
    return dump.end(memory.bytes() - before);
  }

  private void printLocks(Dump dump, Anchors found) throws IOException {
    Findings findings = dump.findings();
    Waiters waiters = findings.waiters();
    long semaphore = Survey.anySemaphore(waiters);
    if (semaphore != 0 && (semaphores == null || !semaphores.areKnown())) {
      semaphores =
          Semaphores.find(
              memory, program.image().scan(), program.tables().module(), found.layout(), semaphore);
    }
    var pages = new Pages(memory, PAGES);
    var now = new Pages(memory, PAGES_NOW);
    var queues =
        new Queues(pages, found.layout(), semaphores == null ? null : semaphores.in(pages));
    var again = new Goroutine(now, found.layout().g(), program.version().minor());
    var survey =
        new Survey(
            memory, pages, now, waiters, queues, findings.claims(), again, found.layout().g());
    dump.printLocks(survey);
  }

  long lookAgain(Path sightings) throws UnreadableException, IOException {
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

  Glance glance(long now) throws UnreadableException, IOException {
    Anchors found = anchors();
    Glances own =
        glances == null
            ? new Glances(memory, found.all(), found.reasons(), found.layout().g())
            : glances;
    glances = own;
    try {
      return own.look(now);
    } catch (MalformedException bad) {
      throw explain(bad);
    }
  }

  Unreached reach(Bounds bounds) throws UnreadableException, IOException {
    Anchors found = anchors();
    if (flow == null || !Layouts.knows(program.version().minor())) {
      throw Refusal.unreached("only known versions of Go on amd64 are searched");
    }
    try {
      Search own = search == null ? new Search(searched(found)) : search;
      search = own;
      return own.look(bounds);
    } catch (MalformedException bad) {
      throw gone.getAsBoolean() ? Refusal.gone() : Refusal.unreached(bad.what());
    }
  }

  private Search.Searched searched(Anchors found) {
    return new Search.Searched(
        memory,
        program.tables(),
        program.image(),
        found.layout(),
        program.version().minor(),
        found.all(),
        found.reasons(),
        program.callSites());
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
    return Sightings.open(file, AllGoroutines.PIECE, identity.unique());
  }

  private Anchors anchors() throws UnreadableException, IOException {
    try {
      Anchors found = anchors == null ? Anchors.find(program) : anchors;
      anchors = found;
      return found;
    } catch (UnreadableException unreadable) {
      throw gone.getAsBoolean() ? Refusal.gone() : unreadable;
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
    return gone.getAsBoolean() ? Refusal.gone() : Program.malformed(bad);
  }
}
