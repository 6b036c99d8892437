package dev.stuckpod.sidecar.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a dump can be kept: tried, not guessed, and remembered for a while. */
final class Health {

  private static final byte[] PROBE = new byte[1 << 16];

  /** So much more than what was written until the volume was full is needed at least. */
  private static final long MORE = 1 << 20;

  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Path directory;
  private final Path probe;
  private long needed;
  private long tooLargeAt;
  private @Nullable String tooLarge;

  /** Tries a volume with a file of that name. */
  Health(Path directory, Path probe) {
    this.directory = directory;
    this.probe = probe;
  }

  synchronized void well() {
    needed = 0;
    tooLarge = null;
  }

  /** The volume could not take a dump: without that, there is room again, and still not enough. */
  synchronized void failedAfter(long written) {
    needed = written + MORE;
  }

  synchronized void tooLarge(String sentence) {
    tooLarge = sentence;
    tooLargeAt = System.nanoTime();
  }

  synchronized Optional<String> tooLarge() {
    boolean lately = System.nanoTime() - tooLargeAt < REMEMBERED.toNanos();
    return lately ? Optional.ofNullable(tooLarge) : Optional.empty();
  }

  synchronized Optional<String> trouble() {
    try {
      try {
        // never what the app may have put there, which could let the writer wait for good
        Files.deleteIfExists(probe);
        Files.write(probe, PROBE, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } finally {
        Files.deleteIfExists(probe);
      }
      return needed > 0 && directory.toFile().getUsableSpace() < needed
          ? Optional.of(SpoolException.sentence(directory, "there is too little room for it"))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(SpoolException.sentence(directory, SpoolException.reason(e)));
    }
  }
}
