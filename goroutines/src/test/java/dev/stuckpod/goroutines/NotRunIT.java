package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.stuckpod.goroutines.GoProgram.Build;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two readings tell who has not run between them, which no two dumps of the runtime can. */
class NotRunIT {

  @TempDir Path folder;

  @Test
  void whoHasNotRunIsMarked() throws Exception {
    Path sightings = folder.resolve("sightings");
    try (GoProgram app =
            GoProgram.start(
                GoProgram.build("busy", GoProgram.LOCAL, Build.STRIPPED), "50", "100", "0");
        LiveProcess live = LiveProcess.open(app.proc())) {
      live.dump(OutputStream.nullOutputStream(), new Options(sightings, null, Duration.ZERO));
      long still = 0;
      for (int i = 0; i < 20; i++) {
        Thread.sleep(3L * i); // unevenly
        still = live.lookAgain(sightings);
      }
      String dump = GoProgram.dump(live, new Options(null, sightings, Duration.ofSeconds(1)));

      List<List<String>> blocks = List.copyOf(Blocks.of(dump).values());
      assertThat(still).isBetween(100L, 110L);
      assertThat(blocks)
          .filteredOn(b -> b.toString().contains("main.work"))
          .isNotEmpty()
          .noneMatch(b -> b.toString().contains("# has not run"));
      assertThat(blocks)
          .filteredOn(b -> b.toString().contains("main.main.func"))
          .hasSize(100)
          .allSatisfy(b -> assertThat(b.getLast()).matches("\t# has not run for \\d+\\.\\ds"));
    }
  }

  @Test
  void sightingsAreOfOneProcess() throws Exception {
    Path sightings = folder.resolve("sightings");
    Path program = GoProgram.build("busy", GoProgram.LOCAL, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, "0", "1", "0");
        GoProgram other = GoProgram.start(program, "0", "1", "0");
        LiveProcess live = LiveProcess.open(app.proc());
        LiveProcess otherLive = LiveProcess.open(other.proc())) {
      live.dump(OutputStream.nullOutputStream(), new Options(sightings, null, Duration.ZERO));

      assertThatIOException().isThrownBy(() -> otherLive.lookAgain(sightings));
      assertThat(live.lookAgain(sightings)).isPositive();
    }
  }
}
