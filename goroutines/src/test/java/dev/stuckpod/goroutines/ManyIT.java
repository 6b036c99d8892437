package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twenty thousand goroutines, and the process does not notice. */
class ManyIT {

  private static final int MANY = 20_000;

  @Test
  void allAreReadInTheSidecarsHeap() throws Exception {
    try (GoProgram app = start()) {
      Process reader =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx16m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OneDump.class.getName(),
                  app.proc().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Map<Long, List<String>> read =
          Blocks.of(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(reader.waitFor()).isZero();

      Map<Long, List<String>> printed = Blocks.of(app.quit());
      assertThat(read.keySet()).isEqualTo(printed.keySet()).hasSizeGreaterThan(MANY);
      assertThat(read.values().stream().filter(b -> Blocks.state(b).equals("chan receive")))
          .hasSize(MANY / 2)
          .allSatisfy(b -> assertThat(Blocks.remarks(b)).hasSize(1));
    }
  }

  @Test
  void theProcessGetsNoPagesAndNoFaults() throws Exception {
    try (GoProgram app = start();
        LiveProcess live = LiveProcess.open(app.proc())) {
      GoProgram.dump(live, Options.once());
      long[] before = Footprint.of(app.proc());

      GoProgram.dump(live, Options.once());

      assertThat(Footprint.of(app.proc())).isEqualTo(before);
    }
  }

  private static GoProgram start() throws Exception {
    Path program = GoProgram.build("busy", GoProgram.LOCAL, Build.STRIPPED);
    return GoProgram.start(program, "0", Integer.toString(MANY), "0");
  }
}
