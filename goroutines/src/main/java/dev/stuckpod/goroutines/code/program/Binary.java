package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.elf.FileImage;
import dev.stuckpod.goroutines.elf.Segment;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.tables.Function;
import dev.stuckpod.goroutines.tables.Functions;
import dev.stuckpod.goroutines.tables.Tables;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program's functions, their code, and its constant data. Functions looked up are remembered. */
public final class Binary {

  private static final int REMEMBERED_BITS = 10;
  private static final long REMEMBERED_BYTES = 1 << 20;
  private static final int CALL = 0xe8;
  private static final int CALL_LENGTH = 5;
  private static final int LONGEST_TABLE = 256;
  private static final int INLINE_TREE = 3;
  private static final int INLINE_INDEX = 2;
  private static final int DEEPEST_INLINING = 50;
  private static final Function NOWHERE = new Function(0, "?", 0, 0, 0, 0, 0, 0, 0, 0);

  private final Tables tables;
  private final Memory constant;
  private final Constants constants;
  private final Memory process;
  private final Block word = new Block(8);
  private final LongCache<Function> known = new LongCache<>(REMEMBERED_BITS, REMEMBERED_BYTES);

  /**
   * Looks into a program.
   *
   * @param image its constant data
   * @param process a process that runs it: some tables of jumps are made when it is loaded
   */
  public Binary(Tables tables, Tables.Image image, Memory process) {
    this.tables = tables;
    this.constant = image.memory();
    this.constants = image.constants();
    this.process = process;
  }

  /** Whether its machine code can be followed: that of amd64 only. */
  public boolean isFollowed() {
    return tables.arch() == Arch.AMD64;
  }

  /** Gives the tables of its functions. */
  public Functions functions() {
    return tables.functions();
  }

  /** Gives its constant data. */
  public Constants constants() {
    return constants;
  }

  /** Gives the function that a pc lies in; null for none. */
  public @Nullable Function at(long pc) throws IOException, MalformedException {
    Function f = known.get(pc);
    if (f == null) {
      f = tables.functions().at(pc);
      Function found = f == null ? NOWHERE : f;
      known.put(pc, found, 128 + 2 * found.name().length());
    }
    return f == null || f.name().equals(NOWHERE.name()) ? null : f;
  }

  /** Gives the name of the function that a pc lies in, {@code ?} for none. */
  public String name(long pc) throws IOException, MalformedException {
    Function f = at(pc);
    return f == null ? "?" : f.name();
  }

  /** Gives the name of the function whose call returns to a pc; empty where that is not told. */
  public String calledBefore(long pc) throws IOException, MalformedException {
    return isCode(pc - CALL_LENGTH) && constants.u8(pc - CALL_LENGTH) == CALL
        ? name(pc + constants.i32(pc - 4))
        : "";
  }

  /** Whether an address is in the program's code. */
  public boolean isCode(long address) {
    return address >= tables.module().text() && address < tables.module().textEnd();
  }

  /**
   * Copies the code of a function; null where it is longer than a bound, not all there, or not
   * followed.
   */
  public byte @Nullable [] code(Function f, int longest) throws IOException, MalformedException {
    long length = tables.functions().end(f.entry()) - f.entry();
    if (!isFollowed() || length <= 0 || length > longest) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    constant.read(f.entry(), bytes);
    return bytes.hasRemaining() ? null : bytes.array();
  }

  /** Gives eight bytes that the program can never change; null for others. */
  public @Nullable Long constantWord(long address) throws IOException {
    if (constant instanceof FileImage file) {
      long unbiased = address - file.bias();
      for (Segment segment : file.elf().segments()) {
        if (!segment.writable()
            && unbiased >= segment.address()
            && unbiased <= segment.address() + segment.fileSize() - 8) {
          return word.load(constant, address) ? word.u64(0) : null;
        }
      }
    }
    return null;
  }

  /** Reads a table of jumps: as many addresses from within a range as there are. */
  public List<Long> jumps(long table, long from, long to) throws IOException {
    var found = new ArrayList<Long>();
    while (found.size() < LONGEST_TABLE && word.load(process, table + 8L * found.size())) {
      long target = word.u64(0);
      if (target < from || target >= to) {
        break;
      }
      found.add(target);
    }
    return found;
  }

  /** Gives the names of the functions that are inlined at a pc, the innermost first. */
  public List<String> inlined(Function f, long pc) throws IOException, MalformedException {
    Functions functions = tables.functions();
    var names = new ArrayList<String>();
    long tree = functions.data(f, INLINE_TREE);
    long at = pc;
    while (tree != 0 && names.size() < DEEPEST_INLINING) {
      int index = functions.pcData(f, INLINE_INDEX, at);
      if (index < 0) {
        break;
      }
      long entry = tree + (long) functions.inlineTreeSize() * index;
      names.add(functions.name(constants.i32(entry + functions.inlinedName())));
      at = f.entry() + constants.i32(entry + functions.inlinedName() + 4);
    }
    return names;
  }
}
