package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.layout.Layout.G;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The runtime's table of those who wait for semaphores, semtable (src/runtime/sema.go): 251 trees,
 * by address, of lists.
 */
public final class Semaphores {

  private static final int ROOTS = 251;

  /** On amd64: the size of a line of the cache. */
  private static final int ROOT = 64;

  private static final int TREE = 8;
  private static final int WAITERS = 16;
  private static final int PAD = 24;
  private static final int DEEPEST = 200;

  private final Memory memory;
  private final Layout layout;
  private final Block sudog;
  private final Block word = new Block(8);
  private final long table;

  private Semaphores(Memory memory, Layout layout, long table) {
    this.memory = memory;
    this.layout = layout;
    this.table = table;
    sudog = new Block(layout.sudogChannel() + 8);
  }

  /**
   * Searches the variables for the table.
   *
   * @param semaphore that somebody waits for
   */
  public static Semaphores find(
      Memory memory, Scan scan, Module module, Layout layout, long semaphore) throws IOException {
    var none = new Semaphores(memory, layout, -1);
    int known = root(semaphore);
    try {
      long at =
          scan.find(
              memory,
              module.bss(),
              module.bssEnd(),
              8,
              ROOTS * ROOT,
              (b, i, where) ->
                  none.looksLikeIt(b, i, known)
                      && new Semaphores(memory, layout, where).has(semaphore));
      return at < 0 ? none : new Semaphores(memory, layout, at);
    } catch (MalformedException never) {
      return none;
    }
  }

  /** The same table, read in another way. */
  public Semaphores in(Memory other) {
    return new Semaphores(other, layout, table);
  }

  /** Whether the table was found. */
  public boolean areKnown() {
    return table > 0;
  }

  /** Gives the sudog of the first who waits; 0 where there is none. */
  long first(long semaphore) throws IOException {
    if (!word.load(memory, table + (long) ROOT * root(semaphore) + TREE)) {
      return 0;
    }
    long node = word.u64(0);
    for (int i = 0; i < DEEPEST && isAddress(node); i++) {
      if (!sudog.load(memory, node)) {
        return 0;
      }
      long element = sudog.u64(layout.sudogElement());
      if (element == semaphore) {
        return node;
      }
      boolean before = Long.compareUnsigned(semaphore, element) < 0;
      node = sudog.u64(before ? Layout.SUDOG_PREVIOUS : Layout.SUDOG_NEXT);
    }
    return 0;
  }

  private boolean looksLikeIt(ByteBuffer b, int at, int known) {
    if (b.getLong(at + ROOT * known + TREE) == 0) {
      return false;
    }
    for (int i = 0; i < ROOTS; i++) {
      int root = at + ROOT * i;
      long tree = b.getLong(root + TREE);
      if (tree != 0 && !isAddress(tree)) {
        return false;
      }
      if (b.getInt(root + WAITERS) < 0 || b.getInt(root + WAITERS + 4) != 0) {
        return false;
      }
      for (int k = PAD; k < ROOT; k += 8) {
        if (b.getLong(root + k) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean has(long semaphore) throws IOException {
    return first(semaphore) != 0 && isG(sudog.u64(Layout.SUDOG_G));
  }

  private boolean isG(long g) throws IOException {
    return isAddress(g) && word.load(memory, g + G.SELF) && word.u64(0) == g;
  }

  private static int root(long semaphore) {
    return (int) Long.remainderUnsigned(semaphore >>> 3, ROOTS);
  }

  private static boolean isAddress(long value) {
    return value > 1 << 16 && value < Memory.LIMIT && (value & 7) == 0;
  }
}
