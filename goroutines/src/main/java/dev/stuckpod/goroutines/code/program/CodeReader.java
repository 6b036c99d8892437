package dev.stuckpod.goroutines.code.program;

import dev.stuckpod.goroutines.code.program.FunctionCode.Link;
import dev.stuckpod.goroutines.code.x86.Decoder;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes functions. */
public final class CodeReader {

  /** Longer functions are not looked into. */
  private static final int LONGEST = 1 << 16;

  private static final int PADDING = 0xcc;
  private static final int OPEN_CODED_DEFERS = 4;
  private static final int LEA = 0x8d;

  /** The variables of a frame end so far below its return address. */
  private static final int VARIABLES = -8;

  private final Binary binary;

  /** Decodes functions of a program. */
  public CodeReader(Binary binary) {
    this.binary = binary;
  }

  /** Decodes a function; null where it is too long or holds what is no instruction. */
  public @Nullable FunctionCode read(Function f) throws IOException, MalformedException {
    byte[] bytes = binary.code(f, LONGEST);
    if (bytes == null) {
      return null;
    }
    var decoder = new Decoder(bytes, bytes.length, f.entry());
    var instructions = new ArrayList<Instruction>();
    var index = new HashMap<Long, Integer>();
    for (int i = 0; i < bytes.length; ) {
      if ((bytes[i] & 0xff) == PADDING) {
        i++;
        continue;
      }
      Instruction x = decoder.at(i);
      if (x == null) {
        return null;
      }
      index.put(x.pc(), instructions.size());
      instructions.add(x);
      i += x.length();
    }
    return assemble(f, f.entry() + bytes.length, instructions, index);
  }

  private FunctionCode assemble(
      Function f, long end, List<Instruction> instructions, Map<Long, Integer> index)
      throws IOException, MalformedException {
    Set<Long> leaders = new HashSet<>();
    Map<Long, String> calls = new HashMap<>();
    Map<Long, List<Long>> jumps = new HashMap<>();
    leaders.add(f.entry());
    long table = 0;
    for (Instruction x : instructions) {
      if (x.isCall() || x.isJump() || x.isBranch()) {
        long target = x.target();
        if (x.isCall() || target < f.entry() || target >= end) {
          calls.put(x.pc(), binary.name(target));
        } else {
          leaders.add(target);
        }
        if (!x.isCall()) {
          leaders.add(x.next());
        }
      } else if (x.is(Instruction.PLAIN, LEA) && x.memory() != null) {
        boolean alone = x.memory().base() < 0 && x.memory().index() < 0;
        table = alone ? x.memory().displacement() : table;
      } else if (x.isIndirectJump()) {
        leaders.add(x.next());
        boolean elsewhere = table != 0 && (table < f.entry() || table >= end);
        List<Long> targets = elsewhere ? binary.jumps(table, f.entry(), end) : List.of();
        jumps.put(x.pc(), targets);
        leaders.addAll(targets);
      }
    }
    Map<Long, Link> links = new HashMap<>();
    FunctionCode code =
        new FunctionCode(f, end, instructions, index, leaders, calls, jumps, links, mask(f));
    new Links(binary, code).find(links);
    return code;
  }

  private int mask(Function f) throws IOException, MalformedException {
    long data = binary.functions().data(f, OPEN_CODED_DEFERS);
    return data == 0 ? 0 : VARIABLES - (int) new Varints(binary.constants(), data).next();
  }
}
