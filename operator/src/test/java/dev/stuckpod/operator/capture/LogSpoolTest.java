package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSpoolTest {

  private @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = folder.resolve("log");
  }

  @Test
  void keepsEachLineOnceHoweverOftenTheLogIsReadAgain() throws IOException {
    var spool = new LogSpool(file);
    spool.read(log("00.1 a", "00.1 a", "00.2 b"), false);
    spool.readOn(log("00.1 a", "00.1 a", "00.2 b", "00.2 c", "00.3 d"), false);
    spool.readOn(log("00.1 a", "00.1 a", "00.2 b", "00.2 c", "00.3 d", "00.4 e"), true);

    assertThat(spool.finish().problems()).isEmpty();
    assertThat(file).hasContent("a\na\nb\nc\nd\ne\n");
  }

  @Test
  void leavesALineThatIsNotWholeUntilItComesAgain() throws IOException {
    var spool = new LogSpool(file);
    spool.read(bytes(line("00.1 first") + line("00.2 sec").stripTrailing()), false);
    spool.readOn(log("00.1 first", "00.2 second"), true);

    spool.finish();
    assertThat(file).hasContent("first\nsecond\n");
  }

  @Test
  void keepsTheLastLineOfALogThatHasEndedThoughItIsNotWhole() throws IOException {
    var spool = new LogSpool(file);
    spool.read(bytes(line("00.1 first") + line("00.2 exit status 2").stripTrailing()), true);

    spool.finish();
    assertThat(Files.readString(file)).isEqualTo("first\nexit status 2");
  }

  @Test
  void losesNothingWhenTheClockIsSetBack() throws IOException {
    var spool = new LogSpool(file);
    spool.read(log("05.0 a", "05.1 b", "04.9 c", "05.2 d"), false);
    spool.readOn(log("05.1 b", "04.9 c", "05.2 d", "05.2 e"), true);

    assertThat(spool.finish().problems()).isEmpty();
    assertThat(file).hasContent("a\nb\nc\nd\ne\n");
  }

  @Test
  void saysThatAPieceIsMissingWhenTheLogBeginsLaterThanItEnded() throws IOException {
    var spool = new LogSpool(file);
    spool.read(log("00.1 a"), false);
    spool.readOn(log("09.0 z"), true);

    assertThat(spool.finish().problems()).singleElement().asString().contains("gap", "rotated");
  }

  @Test
  void remembersWhereTheDumpBegins() throws IOException {
    var spool = new LogSpool(file);
    spool.read(log("00.1 ready", "00.2 SIGQUIT: quit", "00.3 PC=0x1 m=0 sigcode=0"), true);

    SpooledLog log = spool.finish();
    assertThat(log.hasDump()).isTrue();
    try (InputStream dump = log.openDump()) {
      assertThat(dump).hasContent("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
    }
  }

  @Test
  void knowsTheEndOfAHotSpotDump() throws IOException {
    var spool = new LogSpool(file);
    spool.read(log("00.1 Full thread dump OpenJDK", "00.2 \"main\" #1"), false);
    assertThat(spool.dumpEnded(java.time.Duration.ZERO)).isFalse();

    spool.readOn(log("00.2 \"main\" #1", "00.3 JNI global refs: 14"), false);
    assertThat(spool.dumpEnded(java.time.Duration.ZERO)).isTrue();
    spool.finish();
  }

  private static InputStream log(String... lines) {
    var text = new StringBuilder();
    for (String line : lines) {
      text.append(line(line));
    }
    return bytes(text.toString());
  }

  /** Puts a whole timestamp in the place of its seconds. */
  private static String line(String secondsAndText) {
    int space = secondsAndText.indexOf(' ');
    return "2026-01-01T00:00:%s00000000Z%s\n"
        .formatted(secondsAndText.substring(0, space), secondsAndText.substring(space));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
