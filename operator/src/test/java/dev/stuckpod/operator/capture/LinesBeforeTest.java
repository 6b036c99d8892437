package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.capture.lines.TimedLog;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.ShakyDisk;
import dev.stuckpod.operator.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an app writes before its dump takes no room from it, however much that is. */
class LinesBeforeTest {

  private static final int MIB = 1 << 20;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final String CHAT = "x".repeat(2_000);

  /** Ten times as much as the log may take. */
  private static final int LINES = 15_000;

  private @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void file() {
    file = folder.resolve("stuckpod-a.log");
  }

  @Test
  void aDumpBehindManyLinesIsKeptAsAWhole() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);

    spool.read(log(chat(0, LINES), dump(LINES)), true);

    SpooledLog log = merge(spool.finish());
    assertThat(log.problems()).isEmpty();
    assertThat(dumpOf(log)).isEqualTo("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
    assertThat(Files.size(file)).isLessThan(MIB);
  }

  /** They are counted when the log is read on; what is in them is nothing to anybody. */
  @Test
  void aDumpBehindVeryLongLinesIsKeptAsAWhole() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);
    String longest = "x".repeat(2 * MIB);
    String[] lines = IntStream.range(0, 40).mapToObj(i -> line(i, longest)).toArray(String[]::new);
    spool.read(log(lines), false);

    spool.readOn(log(line(39, longest), dump(40)), true);

    SpooledLog log = merge(spool.finish());
    assertThat(log.problems()).isEmpty();
    assertThat(dumpOf(log)).isEqualTo("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
    assertThat(Files.size(file)).isLessThan(2 * MIB);
  }

  @Test
  void allIsKeptFromTheDumpOn() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);

    spool.read(log(dump(0), chat(2, 1_000), line(1_002, "last")), true);

    SpooledLog log = merge(spool.finish());
    assertThat(log.problems()).isEmpty();
    assertThat(dumpOf(log)).startsWith("SIGQUIT: quit\n").hasSizeGreaterThan(1_900_000);
  }

  /** What is left of a dump without its beginning, as goroutines or threads, is no chat. */
  @Test
  void nothingIsDroppedOfADumpWhoseBeginningIsLost() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);

    spool.read(log(line(0, "goroutine 7 [select]:"), chat(1, 1_000)), true);

    assertThat(Files.size(file)).isGreaterThan(2_000_000);
    SpooledLog log = SpooledLog.of(spool.finish(), List.of(), BEGIN.minusSeconds(1));
    assertThat(dumpOf(log)).startsWith("goroutine 7 [select]:\n");
  }

  /** The log began long before the signal: a stack in it is none of the dump's. */
  @Test
  void itIsStillKnownSinceWhenTheLogWasRead() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);
    int last = LINES + 1;

    spool.read(log(chat(0, LINES), line(last, "goroutine 7 [select]:")), true);

    Instant signalled = BEGIN.plusMillis(LINES / 2);
    assertThat(SpooledLog.of(spool.finish(), List.of(), signalled).hasDump()).isFalse();
  }

  @Test
  void whoGoesOnReadsEachLineOnce() throws IOException {
    LogSpool ended = LogSpool.begin(files(), file);
    String twice = line(LINES, "same") + line(LINES, "same");
    ended.read(log(chat(0, LINES), twice), false);
    ended.close();

    LogSpool next = LogSpool.resume(files(), file);
    assertThat(next.resumeFrom()).isEqualTo(BEGIN.plusMillis(LINES));
    next.readOn(log(twice, line(LINES, "third"), dump(LINES + 1)), true);

    SpooledLog log = merge(next.finish());
    assertThat(log.problems()).isEmpty();
    try (InputStream all = log.source().open()) {
      assertThat(new String(all.readAllBytes(), StandardCharsets.UTF_8))
          .endsWith("same\nsame\nthird\nSIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
    }
  }

  @Test
  void aGapInWhatIsDroppedIsNoneOfTheDumps() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);
    spool.read(log(chat(0, 10)), false);
    spool.readOn(log(chat(20, LINES), dump(LINES)), true);

    SpooledLog log = merge(spool.finish());

    assertThat(log.problems()).isEmpty();
    assertThat(dumpOf(log)).startsWith("SIGQUIT: quit\n");
  }

  @Test
  void aGapRightBeforeTheDumpIsTold() throws IOException {
    LogSpool spool = LogSpool.begin(files(), file);
    spool.read(log(chat(0, LINES)), false);
    spool.readOn(log(dump(LINES + 9)), true);

    assertThat(merge(spool.finish()).problems()).singleElement().asString().contains("gap");
  }

  @Test
  void losesNothingWhereTheDiskIsFullForAWhile() throws IOException {
    var disk = new ShakyDisk(3);
    LogSpool spool = LogSpool.begin(new Spool(folder, 24L * MIB, disk), file);

    spool.read(log(chat(0, LINES), dump(LINES)), true);

    SpooledLog log = merge(spool.finish());
    assertThat(disk.refusals()).isEqualTo(3);
    assertThat(log.problems()).isEmpty();
    assertThat(dumpOf(log)).isEqualTo("SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n");
  }

  private Spool files() {
    return new Spool(folder, 24L * MIB, Disk.REAL);
  }

  private static SpooledLog merge(TimedLog log) throws IOException {
    return SpooledLog.of(log, List.of(), null);
  }

  private static String dumpOf(SpooledLog log) throws IOException {
    assertThat(log.hasDump()).isTrue();
    try (InputStream in = log.openDump()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String chat(int from, int to) {
    var lines = new StringBuilder();
    IntStream.range(from, to).forEach(i -> lines.append(line(i, CHAT)));
    return lines.toString();
  }

  private static String dump(int at) {
    return line(at, "SIGQUIT: quit") + line(at + 1, "PC=0x1 m=0 sigcode=0");
  }

  /** A line of so many milliseconds after the beginning. */
  private static String line(int millis, String text) {
    return BEGIN.plusMillis(millis) + " " + text + "\n";
  }

  private static InputStream log(String... parts) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(parts).stream()
                .map(part -> new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)))
                .toList()));
  }
}
