package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** What is read from memory, held against what the runtime of the same process prints. */
final class Truth {

  private Truth() {}

  /** A way to read a process. */
  interface Reads {
    String dump() throws UnreadableException, IOException;
  }

  /**
   * Reads a process until two dumps agree, ends it with a SIGQUIT, and compares line by line.
   *
   * @return how much was compared
   */
  static String compare(GoProgram app, Reads reads)
      throws UnreadableException, IOException, InterruptedException {
    Map<Long, List<String>> read = Blocks.of(settled(reads));
    Map<Long, List<String>> printed = Blocks.of(app.quit());

    assertThat(read.keySet()).isEqualTo(printed.keySet());
    var lines = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (Map.Entry<Long, List<String>> block : printed.entrySet()) {
      List<String> ours = Blocks.withoutRemarks(read.getOrDefault(block.getKey(), List.of()));
      if (!moved(block.getValue()) && !moved(ours)) {
        lines.addAll(ours);
        expected.addAll(block.getValue());
      }
    }
    assertThat(lines).isEqualTo(expected);
    return printed.size() + " goroutines, " + lines.size() + " lines";
  }

  /** Ready is said before all have come to rest. */
  private static String settled(Reads reads) throws UnreadableException, IOException {
    String[] last = {"", reads.dump()};
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ofMillis(200))
        .until(
            () -> {
              last[0] = last[1];
              last[1] = reads.dump();
              return Blocks.of(last[0]).equals(Blocks.of(last[1]));
            });
    return last[1];
  }

  /** Nothing in these programs runs, but for the runtime's scavenger, which wakes after a sleep. */
  private static boolean moved(List<String> block) {
    return Set.of("running", "runnable").contains(Blocks.state(block))
        || block.stream().anyMatch(line -> line.startsWith("runtime.(*scavengerState).sleep("));
  }
}
