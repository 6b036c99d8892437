package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Stacks that change all the time are printed as they were at one moment, or not at all. */
class TornIT {

  private static final int ENOUGH = 50_000;
  private static final Pattern MARK =
      Pattern.compile("main\\.descend\\(\\{0x(\\w+), 0x(\\w+), 0x(\\w+), 0x(\\w+)}\\)");

  @Test
  void noStackIsMadeOfTwo() throws Exception {
    int stacks = 0;
    try (GoProgram app =
            GoProgram.start(
                GoProgram.build("busy", GoProgram.LOCAL, Build.STRIPPED), "400", "0", "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      while (stacks < ENOUGH) {
        String dump = GoProgram.dump(live, Options.once());
        assertThat(dump).doesNotContain("# unwinding stopped");
        for (List<String> block : Blocks.of(dump).values()) {
          stacks += isOneStack(block) ? 1 : 0;
        }
      }
    }
    assertThat(stacks).isGreaterThanOrEqualTo(ENOUGH);
  }

  /** Fails for a stack of two; false for one without marks. */
  private static boolean isOneStack(List<String> block) {
    List<long[]> marks =
        block.stream()
            .map(MARK::matcher)
            .filter(Matcher::matches)
            .map(m -> new long[] {hex(m, 1), hex(m, 2), hex(m, 3), hex(m, 4)})
            .toList();
    for (int i = 1; i < marks.size(); i++) {
      long[] inner = marks.get(i - 1);
      long[] outer = marks.get(i);
      assertThat(inner)
          .as(() -> String.join("\n", block))
          .containsExactly(outer[0], outer[1], outer[2] - 1, outer[3] + 1);
    }
    return !marks.isEmpty();
  }

  private static long hex(Matcher mark, int group) {
    return Long.parseUnsignedLong(mark.group(group), 16);
  }
}
