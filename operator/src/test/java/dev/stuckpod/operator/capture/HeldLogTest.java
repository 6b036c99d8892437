package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLogTest {

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int LINES = 15;

  private @TempDir Path folder = Path.of("");

  @Test
  void waitsForAFileAsLongAsMoreOfItComes() throws Exception {
    var out = new PipedOutputStream();
    InputStream in = new PipedInputStream(out);
    var log =
        new HeldLog(in, new Spool(folder, 1 << 30, Disk.REAL), folder.resolve("stuckpod-a.log"));
    Thread writer = Thread.ofVirtual().start(() -> writeSlowly(out));
    log.release(null);

    TimedLog read = log.finish(QUIET);

    assertThat(read.problems()).isEmpty();
    assertThat(Files.readAllLines(read.file())).hasSize(LINES);
    writer.join();
  }

  /** More slowly in all than may pass without a line. */
  private static void writeSlowly(PipedOutputStream out) {
    try (out) {
      for (int i = 0; i < LINES; i++) {
        String line = "2026-01-01T00:00:%02d.000000000Z line%n".formatted(i);
        out.write(line.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        Thread.sleep(200);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
