package dev.stuckpod.goroutines.calls;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import dev.stuckpod.goroutines.tables.Functions;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Looks up what a pc stands for, and remembers it, in a bounded number of bytes. */
public final class CallSites {

  private static final int INLINE_TREE = 3;
  private static final int INLINE_INDEX = 2;
  private static final int DEEPEST_INLINING = 200;
  private static final int REMEMBERED_BITS = 12;
  private static final long REMEMBERED_BYTES = 2 << 20;

  /** Up to here, what is alive was looked up where the outermost inlined call is. */
  private static final int LIVENESS_OF_OUTERMOST = 20;

  private final Functions functions;
  private final Tables tables;
  private final Constants constants;
  private final int minor;
  private final LongCache<CallSite> sites = new LongCache<>(REMEMBERED_BITS, REMEMBERED_BYTES);
  private final LongCache<Creation> creations =
      new LongCache<>(REMEMBERED_BITS, REMEMBERED_BYTES / 4);

  /** Looks up in the tables of one program. */
  public CallSites(Tables tables, Constants constants, int minor) {
    this.tables = tables;
    this.functions = tables.functions();
    this.constants = constants;
    this.minor = minor;
  }

  /**
   * Looks up a place in the code.
   *
   * @param exact whether the pc is where execution goes on; else a call returns there, and belongs
   *     to the instruction before
   * @return null where no function is
   */
  public @Nullable CallSite at(long pc, boolean exact) throws IOException, MalformedException {
    long key = pc << 1 | (exact ? 1 : 0);
    CallSite site = sites.get(key);
    if (site == null) {
      Function f = functions.at(pc);
      if (f == null) {
        return null;
      }
      site = read(f, pc, exact || pc <= f.entry() ? pc : pc - 1);
      sites.put(key, site, site.weight());
    }
    return site;
  }

  /** Looks up where a goroutine was created; null where no function is. */
  public @Nullable Creation createdAt(long pc) throws IOException, MalformedException {
    Creation creation = creations.get(pc);
    if (creation == null) {
      Function f = functions.at(pc);
      if (f == null) {
        return null;
      }
      long call = pc > f.entry() ? pc - tables.arch().quantum() : pc;
      creation = new Creation(new Call(f.name(), functions.position(f, call)), pc - f.entry());
      creations.put(pc, creation, creation.call().weight());
    }
    return creation;
  }

  private CallSite read(Function f, long pc, long symbol) throws IOException, MalformedException {
    var calls = new ArrayList<Call>();
    long tree = functions.data(f, INLINE_TREE);
    long at = symbol;
    while (calls.size() < DEEPEST_INLINING) {
      int index = tree == 0 ? -1 : functions.pcData(f, INLINE_INDEX, at);
      if (index < 0) {
        calls.add(new Call(f.name(), functions.position(f, at)));
        long liveAt = minor <= LIVENESS_OF_OUTERMOST ? at : symbol;
        return new CallSite(
            f,
            tables.values().at(f.stackValues(), f.entry(), pc),
            calls,
            Arguments.of(functions, constants, f, liveAt));
      }
      long entry = tree + (long) functions.inlineTreeSize() * index;
      String name = functions.name(constants.i32(entry + functions.inlinedName()));
      calls.add(new Call(name, functions.position(f, at)));
      at = f.entry() + constants.i32(entry + functions.inlinedName() + 4);
    }
    throw new MalformedException("inlined calls do not end in " + f.name());
  }
}
