package dev.stuckpod.goroutines.calls;

import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import dev.stuckpod.goroutines.tables.Functions;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where the arguments of a call are, and which of them are alive: the program that the compiler
 * writes for tracebacks (FUNCDATA_ArgInfo, printArgs in src/runtime/traceback.go).
 */
public final class Arguments {

  /** An opening brace. */
  public static final int OPEN = -1;

  /** A closing brace. */
  public static final int CLOSE = -2;

  /** More than are printed. */
  public static final int MORE = -3;

  /** One that lies too far off. */
  public static final int FAR = -4;

  /** Those of a call of which nothing is told. */
  public static final Arguments NONE = new Arguments(new int[0]);

  private static final int ARG_INFO = 5;
  private static final int ARG_LIVE_INFO = 6;
  private static final int ARG_LIVE_INDEX = 3;
  private static final int LONGEST = 256;

  private final int[] steps;

  private Arguments(int[] steps) {
    this.steps = steps;
  }

  /** Tells how many steps there are. */
  public int size() {
    return steps.length;
  }

  /** Gives a step: one of the constants, or a value. */
  public int step(int i) {
    return steps[i];
  }

  /** Gives where a value is, from the first argument on. */
  public static int offset(int step) {
    return step >> 8;
  }

  /** Gives how many bytes a value has. */
  public static int size(int step) {
    return step >> 1 & 0x7f;
  }

  /** Whether a value is alive: the others may be outdated. */
  public static boolean isAlive(int step) {
    return (step & 1) != 0;
  }

  int weight() {
    return 4 * steps.length + 32;
  }

  static Arguments of(Functions functions, Constants constants, Function f, long pc)
      throws IOException, MalformedException {
    long program = functions.data(f, ARG_INFO);
    if (program == 0) {
      return NONE;
    }
    long liveness = functions.data(f, ARG_LIVE_INFO);
    int index = liveness == 0 ? 0 : functions.pcData(f, ARG_LIVE_INDEX, pc);
    int firstSlot = liveness == 0 ? 0xff : constants.u8(liveness);
    int[] steps = new int[LONGEST];
    int size = 0;
    int slot = 0;
    for (int i = 0; i < LONGEST; i++) {
      int op = constants.u8(program + i);
      switch (op) {
        case 0xff -> {
          return new Arguments(Arrays.copyOf(steps, size));
        }
        case 0xfe -> steps[size++] = OPEN;
        case 0xfd -> steps[size++] = CLOSE;
        case 0xfc -> steps[size++] = MORE;
        case 0xfb -> steps[size++] = FAR;
        default -> {
          i++;
          boolean alive =
              index <= 0
                  || op < firstSlot
                  || (constants.u8(liveness + index + slot / 8) >> slot % 8 & 1) != 0;
          int bytes = Math.min(constants.u8(program + i), 8);
          steps[size++] = op << 8 | bytes << 1 | (alive ? 1 : 0);
          slot += op >= firstSlot ? 1 : 0;
        }
      }
    }
    throw new MalformedException("the arguments of " + f.name() + " do not end");
  }
}
