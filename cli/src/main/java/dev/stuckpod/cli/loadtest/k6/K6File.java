package dev.stuckpod.cli.loadtest.k6;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that k6 has written, packed or not: the summary of {@code --summary-export}, what {@code
 * handleSummary} is given, the machine-readable summary, or the points of {@code --out json}. Only
 * points have times, so only they tell what was before the freeze.
 */
public final class K6File {

  private K6File() {}

  /**
   * Reads it.
   *
   * @param since when the load began: an older file is another run's; null where that is not known
   * @param freeze when the first pod froze; null where none did
   * @throws IOException if it cannot be read, is of another run, or says nothing of HTTP requests;
   *     the message says which
   */
  public static LoadFigures read(Path file, @Nullable Instant since, @Nullable Instant freeze)
      throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no " + file);
    }
    // file systems keep whole seconds, or two
    if (since != null
        && Files.getLastModifiedTime(file).toInstant().isBefore(since.minusSeconds(2))) {
      throw new IOException(file + " is older than this run");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Reader(freeze).read(in);
    } catch (JsonProcessingException broken) {
      throw new IOException(file + " is no file of k6: " + broken.getOriginalMessage(), broken);
    }
  }
}
