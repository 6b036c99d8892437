package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.ShakyDisk;
import dev.stuckpod.operator.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLogsTest {

  private static final String OLD =
      "2026-01-01T00:00:01.000000000Z a\n2026-01-01T00:00:02.000000000Z b\n";
  private static final String NEW =
      "2026-01-01T00:00:03.000000000Z c\n2026-01-01T00:00:04.000000000Z d\n";
  private static final String AFTER = "2026-01-01T00:00:05.000000000Z e\n";

  private @TempDir Path folder = Path.of("");

  @Test
  void readsNothingWhereTheFileIsStillTheSame() throws Exception {
    try (var held = held(() -> stream(OLD))) {
      assertThat(held.finish(() -> stream(OLD), null)).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void readsTheOldFileAndTheNewOneWhenTheLogWasRotated() throws Exception {
    try (var held = held(() -> stream(OLD))) {
      List<TimedLog> read = held.finish(() -> stream(NEW), null);

      assertThat(read).hasSize(2);
      assertThat(Files.readString(read.getFirst().file())).isEqualTo(OLD);
      assertThat(Files.readString(read.getLast().file())).isEqualTo(NEW);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void stopsAfterTheLastLineOfInterest() throws Exception {
    try (var held = held(() -> stream(OLD))) {
      List<TimedLog> read =
          held.finish(() -> stream(NEW), Instant.parse("2026-01-01T00:00:02.500Z"));

      assertThat(Files.readString(read.getLast().file()))
          .isEqualTo(NEW.substring(0, NEW.indexOf('\n') + 1));
    }
  }

  @Test
  void goesOnWithoutWhatCannotBeOpened() throws Exception {
    try (var held = held(HeldLogsTest::refused)) {
      assertThat(held.finish(() -> stream(NEW), null)).isEmpty();
    }
  }

  @Test
  void losesNothingWhereTheDiskIsFullWhenItBegins() throws Exception {
    var spool = new Spool(folder, 1 << 30, new ShakyDisk(1));
    try (var held = new HeldLogs(() -> stream(OLD), spool, folder.resolve("stuckpod-a.log"))) {
      List<TimedLog> read = held.finish(() -> stream(NEW), null);

      assertThat(read).allSatisfy(log -> assertThat(log.problems()).isEmpty());
      assertThat(Files.readString(read.getFirst().file())).isEqualTo(OLD);
      assertThat(Files.readString(read.getLast().file())).isEqualTo(NEW);
    }
  }

  /** It lives, so its log has no end, and it is not what was asked for. */
  @Test
  void leavesOutTheLogOfTheContainerThatCameAfter() throws Exception {
    var opened = new Semaphore(0);
    var streams = new ArrayDeque<>(List.of(stream(OLD), endless(AFTER)));
    try (var held =
        held(
            () -> {
              opened.release();
              return streams.isEmpty() ? refused() : streams.remove();
            })) {
      opened.acquire(3); // by then it holds both

      List<TimedLog> read = held.finish(() -> stream(NEW), null);

      assertThat(read).allSatisfy(log -> assertThat(log.problems()).isEmpty()).hasSize(2);
      assertThat(Files.readString(read.getLast().file())).isEqualTo(NEW);
    }
  }

  private static InputStream endless(String text) throws IOException {
    var out = new PipedOutputStream();
    var in = new PipedInputStream(out);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return in;
  }

  private HeldLogs held(HeldLogs.Opening follow) throws InterruptedException {
    return new HeldLogs(
        follow, new Spool(folder, 1 << 30, Disk.REAL), folder.resolve("stuckpod-a.log"));
  }

  private static InputStream refused() throws IOException {
    throw new IOException("503");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
