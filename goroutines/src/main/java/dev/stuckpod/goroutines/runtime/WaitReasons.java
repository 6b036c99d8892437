package dev.stuckpod.goroutines.runtime;

import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Constants;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Scan;
import dev.stuckpod.goroutines.tables.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words for what a goroutine waits for, runtime.waitReasonStrings: each program brings its own.
 * The first is empty and the second the same in every version.
 */
public final class WaitReasons {

  private static final String SECOND = "GC assist marking";
  private static final int MOST = 256;
  private static final int LONGEST = 63;

  private final List<String> words;

  private WaitReasons(List<String> words) {
    this.words = words;
  }

  /** Gives the words of a g's waitreason; the runtime's own where there are none. */
  public String of(int reason) {
    return reason < words.size() ? words.get(reason) : "unknown wait reason";
  }

  /**
   * Finds them among the variables of a program.
   *
   * @throws MalformedException where they are not there
   */
  public static WaitReasons find(Memory memory, Constants constants, Scan scan, Module module)
      throws IOException, MalformedException {
    long first =
        scan.find(
            memory,
            module.data(),
            module.dataEnd(),
            8,
            32,
            (b, at, _) ->
                b.getLong(at + 8) == 0
                    && b.getLong(at + 24) == SECOND.length()
                    && SECOND.equals(word(constants, b.getLong(at + 16), SECOND.length())));
    if (first < 0) {
      throw new MalformedException("the words for what goroutines wait for are not there");
    }
    var words = new ArrayList<String>();
    words.add("");
    Block entry = new Block(16);
    for (long at = first + 16; words.size() < MOST && entry.load(memory, at); at += 16) {
      String word = word(constants, entry.u64(0), entry.u64(8));
      if (word == null) {
        break;
      }
      words.add(word);
    }
    return new WaitReasons(words);
  }

  /** Reads a text; null where it is none, or nothing that can be printed. */
  private static @Nullable String word(Constants constants, long address, long length)
      throws IOException {
    if (length <= 0 || length > LONGEST) {
      return null;
    }
    try {
      byte[] text = constants.text(address, (int) length);
      for (byte b : text) {
        if (b < ' ' || b > '~') {
          return null;
        }
      }
      return text.length == length ? new String(text, StandardCharsets.US_ASCII) : null;
    } catch (MalformedException none) {
      return null;
    }
  }
}
