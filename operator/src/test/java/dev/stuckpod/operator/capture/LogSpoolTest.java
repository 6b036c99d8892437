package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.ShakyDisk;
import dev.stuckpod.operator.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSpoolTest {

  private @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = folder.resolve("stuckpod-a.log");
  }

  @Test
  void keepsEachLineOnceHoweverOftenTheLogIsReadAgain() throws IOException {
    LogSpool spool = spool(file);
    spool.read(log("00.1 a", "00.1 a", "00.2 b"), false);
    spool.readOn(log("00.1 a", "00.1 a", "00.2 b", "00.2 c", "00.3 d"), false);
    spool.readOn(log("00.1 a", "00.1 a", "00.2 b", "00.2 c", "00.3 d", "00.4 e"), true);

    assertWhole(spool, "a\na\nb\nc\nd\ne\n");
  }

  @Test
  void leavesALineThatIsNotWholeUntilItComesAgain() throws IOException {
    LogSpool spool = spool(file);
    spool.read(bytes(line("00.1 first") + line("00.2 sec").stripTrailing()), false);
    spool.readOn(log("00.1 first", "00.2 second"), true);

    assertWhole(spool, "first\nsecond\n");
  }

  @Test
  void keepsTheLastLineOfALogThatHasEndedThoughItIsNotWhole() throws IOException {
    LogSpool spool = spool(file);
    spool.read(bytes(line("00.1 first") + line("00.2 exit status 2").stripTrailing()), true);

    assertWhole(spool, "first\nexit status 2");
  }

  @Test
  void losesNothingWhenTheClockIsSetBack() throws IOException {
    LogSpool spool = spool(file);
    spool.read(log("05.0 a", "05.1 b", "04.9 c", "05.2 d"), false);
    spool.readOn(log("05.1 b", "04.9 c", "05.2 d", "05.2 e"), true);

    assertWhole(spool, "a\nb\nc\nd\ne\n");
  }

  @Test
  void saysThatAPieceIsMissingWhenTheLogBeginsLaterThanItEnded() throws IOException {
    LogSpool spool = spool(file);
    spool.read(log("00.1 a"), false);
    spool.readOn(log("09.0 z"), true);

    assertThat(merge(spool.finish()).problems())
        .singleElement()
        .asString()
        .contains("gap", "rotated", "missing");
  }

  @Test
  void remembersWhereTheDumpBegins() throws IOException {
    LogSpool spool = spool(file);
    spool.read(log("00.1 ready", "00.2 SIGQUIT: quit", "00.3 PC=0x1 m=0 sigcode=0"), true);

    SpooledLog log = merge(spool.finish());
    assertThat(log.hasDump()).isTrue();
    try (InputStream dump = log.openDump()) {
      assertThat(dump).hasContent("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
    }
  }

  @Test
  void knowsTheEndOfAHotSpotDump() throws IOException {
    LogSpool spool = spool(file);
    spool.read(log("00.1 Full thread dump OpenJDK", "00.2 \"main\" #1"), false);
    assertThat(spool.dumpEnded(java.time.Duration.ZERO)).isFalse();

    spool.readOn(log("00.2 \"main\" #1", "00.3 JNI global refs: 14"), false);
    assertThat(spool.dumpEnded(java.time.Duration.ZERO)).isTrue();
    spool.finish();
  }

  @Test
  void fillsAGapWithWhatASecondReaderHasGot() throws IOException {
    LogSpool first = spool(file);
    first.read(log("00.1 a", "00.2 b"), false);
    first.readOn(log("00.6 f", "00.7 g"), true);
    LogSpool second = spool(folder.resolve("stuckpod-a.second"));
    second.read(log("00.2 b", "00.3 c", "00.4 d", "00.5 e", "00.6 f"), false);

    SpooledLog whole = merge(first.finish(), second.finish());

    assertThat(whole.problems()).isEmpty();
    assertThat(text(whole)).isEqualTo("a\nb\nc\nd\ne\nf\ng\n");
  }

  @Test
  void fillsWhatTheFirstReaderDidNotEvenNotice() throws IOException {
    LogSpool first = spool(file);
    first.read(log("00.1 a", "00.1 a", "00.4 d"), true);
    LogSpool second = spool(folder.resolve("stuckpod-a.second"));
    second.read(log("00.1 a", "00.1 a", "00.2 b", "00.3 c"), false);

    assertThat(text(merge(first.finish(), second.finish()))).isEqualTo("a\na\nb\nc\nd\n");
  }

  @Test
  void joinsALineThatTheRuntimeBrokeBetweenTwoFilesOnce() throws IOException {
    LogSpool first = spool(file);
    first.read(log("00.1 a", "00.2 main.go:12", "00.4 c"), true);
    LogSpool old = spool(folder.resolve("stuckpod-a.old"));
    old.read(bytes(line("00.1 a") + line("00.2 main.").stripTrailing()), true);
    LogSpool next = spool(folder.resolve("stuckpod-a.next"));
    next.read(log("00.3 go:12", "00.4 c"), true);
    TimedLog oldRead = old.finish();
    TimedLog nextRead = next.finish();

    String whole = "a\nmain.go:12\nc\n";
    assertThat(text(merge(first.finish(), oldRead, nextRead))).isEqualTo(whole);
    assertThat(text(merge(oldRead, nextRead))).isEqualTo(whole);
  }

  /** A dump's share of the spool has it once, however many readers have got it. */
  @Test
  void whatSeveralReadersHaveGotTakesNoFurtherPlaceAsOne() throws IOException {
    LogSpool first = spool(file);
    first.read(log("00.1 a", "00.2 b"), true);
    LogSpool second = spool(folder.resolve("stuckpod-a.second"));
    second.read(log("00.2 b", "00.3 c"), true);

    SpooledLog whole = merge(first.finish(), second.finish());

    assertThat(text(whole)).isEqualTo("a\nb\nc\n");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("stuckpod-a.log", "stuckpod-a.second");
  }

  @Test
  void losesNothingWhereTheDiskIsFullForAWhile() throws IOException {
    var disk = new ShakyDisk(3);
    LogSpool spool = LogSpool.begin(new Spool(folder, 1 << 30, disk), file);
    var lines = new StringBuilder();
    var text = new StringBuilder();
    for (int i = 10; i < 60; i++) {
      String line = (i + " ").repeat(3_000);
      lines.append(line(i + ".0 " + line));
      text.append(line).append('\n');
    }

    spool.read(bytes(lines.toString()), true);

    assertThat(disk.refusals()).isEqualTo(3);
    assertWhole(spool, text.toString());
  }

  @Test
  void waitsNoMoreForADiskWhenItIsToldSoAndSaysWhatIsMissing() throws IOException {
    var spool = LogSpool.begin(new Spool(folder, 1 << 30, new ShakyDisk(1_000)), file);
    String much = "x".repeat(70_000);
    spool.stopWaiting();

    spool.read(log("00.1 a", "00.2 " + much, "00.3 c"), true);

    assertThat(merge(spool.finish()).problems())
        .singleElement()
        .asString()
        .contains("cannot be written", "the rest of the log was left out");
  }

  private void assertWhole(LogSpool spool, String content) throws IOException {
    SpooledLog log = merge(spool.finish());
    assertThat(log.problems()).isEmpty();
    assertThat(text(log)).isEqualTo(content);
  }

  private SpooledLog merge(TimedLog first, TimedLog... others) throws IOException {
    return SpooledLog.of(first, List.of(others), null);
  }

  private static String text(SpooledLog log) throws IOException {
    try (InputStream in = log.source().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private LogSpool spool(Path into) throws IOException {
    return LogSpool.begin(files(), into);
  }

  private Spool files() {
    return new Spool(folder, 1 << 30, Disk.REAL);
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
