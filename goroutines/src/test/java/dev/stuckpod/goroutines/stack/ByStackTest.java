package dev.stuckpod.goroutines.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.CallSite;
import dev.stuckpod.goroutines.tables.Function;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByStackTest {

  private static final Function MAIN = new Function(1, "main.main", 0, 0, 0, 0, 0, 0, 0, 0);

  private final ByStack<String> known = new ByStack<>();

  @Test
  void stacksThatStandAtTheSamePlacesAreOne() {
    known.put(stack(0xc000, 7, 8, 9), "wait");

    assertThat(known.get(stack(0xd000, 7, 8, 9))).isEqualTo("wait");
  }

  @Test
  void everyFrameCounts() {
    known.put(stack(0xc000, 7, 8, 9), "wait");

    assertThat(known.get(stack(0xc000, 7, 8, 10))).isNull();
    assertThat(known.get(stack(0xc000, 6, 8, 9))).isNull();
    assertThat(known.get(stack(0xc000, 7, 8))).isNull();
    assertThat(known.get(stack(0xc000, 7, 8, 9, 9))).isNull();
  }

  @Test
  void ofStacksWithMoreFramesThanAreKeptNothingIsRemembered() {
    long[] deep = new long[Frames.INNER + 1];
    known.put(stack(0xc000, deep), "deep");

    assertThat(known.get(stack(0xc000, deep))).isNull();
  }

  @Test
  void manyStacksTakeBoundedRoom() {
    for (int pc = 0; pc < 100_000; pc++) {
      known.put(stack(0xc000, pc, pc + 1), "pc " + pc);
    }

    int left = 0;
    for (int pc = 0; pc < 100_000; pc++) {
      left += known.get(stack(0xc000, pc, pc + 1)) == null ? 0 : 1;
    }
    assertThat(left).isBetween(1, 512);
  }

  private static Frames stack(long sp, long... pcs) {
    Frames frames = new Frames();
    for (int i = 0; i < pcs.length; i++) {
      CallSite site = new CallSite(MAIN, 8, List.of(), Arguments.NONE);
      frames.add(site, sp + 16L * i, sp + 16L * i + 16, pcs[i]);
    }
    return frames;
  }
}
