package dev.stuckpod.operator.capture;

import dev.stuckpod.operator.spool.Spool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places of a spooled log behind which a piece is missing, each named by the last line before
 * it. They are kept beside the log, for whoever goes on should this life end.
 */
final class LogGaps {

  private static final Logger LOG = LoggerFactory.getLogger(LogGaps.class);

  private final Spool spool;
  private final Path file;
  private final List<Instant> gaps = new ArrayList<>();

  private LogGaps(Spool spool, Path log) {
    this.spool = spool;
    this.file = fileOf(log);
  }

  /** Begins without a gap. */
  static LogGaps begin(Spool spool, Path log) {
    return new LogGaps(spool, log);
  }

  /** Goes on with those that a former life has kept. */
  static LogGaps resume(Spool spool, Path log) throws IOException {
    var resumed = new LogGaps(spool, log);
    if (Files.exists(resumed.file)) {
      Files.readAllLines(resumed.file).forEach(gap -> resumed.gaps.add(Instant.parse(gap)));
    }
    return resumed;
  }

  /** Where the gaps of a log are kept. */
  static Path fileOf(Path log) {
    return log.resolveSibling(log.getFileName() + ".gaps");
  }

  /** Adds one, named by the last line before it. */
  void add(Instant before) {
    gaps.add(before);
    keep();
  }

  /** Forgets those whose last line before is not kept any more. */
  void forgetBefore(Instant first) {
    if (gaps.removeIf(gap -> gap.isBefore(first))) {
      keep();
    }
  }

  private void keep() {
    var text = new StringBuilder();
    gaps.forEach(gap -> text.append(gap).append('\n'));
    try (OutputStream kept = spool.write(file)) {
      kept.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.debug("{}: {}", file.getFileName(), e.getMessage());
    }
  }

  /** All of them, in the order of their finding. */
  List<Instant> list() {
    return List.copyOf(gaps);
  }
}
