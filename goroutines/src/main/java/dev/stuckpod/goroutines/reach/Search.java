package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import dev.stuckpod.goroutines.stack.Unwinder;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.IOException;

/** Searches the heap of one process for those that nothing can wake, as often as is wanted. */
public final class Search {

  /** Searches that take less than this are done several times in one reading. */
  private static final long SHORT = 500_000_000L;

  private static final int TIMES = 3;

  private final Searched process;
  private final SpanList list;

  /**
   * What is searched.
   *
   * @param layout that was checked with this process
   * @param minor of its Go version
   */
  public record Searched(
      Memory memory,
      Tables tables,
      Tables.Image image,
      Layout layout,
      int minor,
      AllGoroutines all,
      WaitReasons reasons,
      CallSites sites) {

    Goroutine goroutine() {
      return new Goroutine(memory, layout.g(), minor);
    }

    Unwinder unwinder() {
      return new Unwinder(sites, tables.arch());
    }

    Awaited awaited() {
      return new Awaited(memory, layout, reasons, unwinder(), tables.arch());
    }
  }

  /**
   * Finds where the heap is.
   *
   * @throws MalformedException where it cannot be found
   */
  public Search(Searched process) throws IOException, MalformedException {
    this.process = process;
    list =
        new SpanList(
            process.memory(),
            process.image().scan(),
            process.tables().module(),
            process.layout().heap());
  }

  /**
   * Searches once, a small heap several times: what moves about in it while it is read is rather
   * missed there than seen.
   *
   * @param bounds of each time
   * @return who was not reached any time
   * @throws MalformedException where nothing can be told; its message is a clause
   */
  public Unreached look(Bounds bounds) throws IOException, MalformedException {
    long start = System.nanoTime();
    Unreached unreached = new Pass(process, list, bounds).run();
    for (int i = 1; i < TIMES && System.nanoTime() - start < i * SHORT; i++) {
      unreached = unreached.and(new Pass(process, list, bounds).run());
    }
    return unreached;
  }
}
