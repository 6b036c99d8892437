package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.Options;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A healthy server under load is read from memory over and over, each time with who has not run
 * since the reading before: nothing is found. {@code -Dreadings=1000} takes a thousand;
 * goroutines/matrix does.
 */
class HealthyIT {

  private static final int READINGS = Integer.getInteger("readings", 40);

  /** One line: for goroutines/matrix. */
  private static final Path RESULT = Path.of("../goroutines/target/healthy.txt").toAbsolutePath();

  @Test
  void nothingIsClaimedOfAServerThatWorks(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("serving");
    Process go =
        new ProcessBuilder("go", "build", "-buildvcs=false", "-o", program.toString(), ".")
            .directory(Path.of("../goroutines/src/test/programs/serving").toFile())
            .inheritIO()
            .start();
    assertThat(go.waitFor()).as("go build of serving").isZero();
    Process app = new ProcessBuilder(program.toString()).start();
    try (BufferedReader out = app.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      List<String> claims = new ArrayList<>();
      long locks = read(app, folder, claims);

      Files.createDirectories(RESULT.getParent());
      Files.writeString(
          RESULT,
          "%d readings, %d words of locks, %d claims%n".formatted(READINGS, locks, claims.size()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      assertThat(locks).as("words of locks that somebody waited for").isPositive();
      assertThat(claims).isEmpty();
    } finally {
      app.destroyForcibly();
    }
  }

  /** Adds what is claimed, and gives how many locks were told of. */
  private static long read(Process app, Path folder, List<String> claims) throws Exception {
    long locks = 0;
    Path earlier = null;
    try (LiveProcess process = LiveProcess.open(Path.of("/proc", Long.toString(app.pid())))) {
      for (int i = 0; i < READINGS; i++) {
        var dump = new ByteArrayOutputStream();
        Path sightings = folder.resolve("seen-" + i);
        process.dump(dump, new Options(sightings, earlier, Duration.ofSeconds(1)));
        if (earlier != null) {
          Files.delete(earlier);
        }
        earlier = sightings;
        String text = dump.toString(StandardCharsets.UTF_8);
        locks += text.lines().filter(line -> line.matches("# \\w+ 0x.*")).count();
        for (Finding f :
            Analyzer.analyze(new ByteArrayInputStream(dump.toByteArray())).findings()) {
          if (f.confidence().compareTo(Confidence.Suspected) > 0 || isStuck(f)) {
            claims.add(f.confidence() + " " + f.title() + " " + f.evidence());
          }
        }
        Thread.sleep(3 + i * 7 % 60);
      }
    }
    return locks;
  }

  /**
   * Whether it says that something never goes on. That a lock is busy or moves, or that all wait
   * for answers at that moment, is no such claim.
   */
  private static boolean isStuck(Finding f) {
    return switch (f.kind().verdict(f.confidence())) {
      case Contention, WaitingOnPeer, Inconclusive, NothingFound -> false;
      default -> true;
    };
  }
}
