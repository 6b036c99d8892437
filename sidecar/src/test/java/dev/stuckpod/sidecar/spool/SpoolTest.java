package dev.stuckpod.sidecar.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.protocol.DumpFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final int LIMIT = 100_000;

  @TempDir Path directory;
  private Spool spool;

  @BeforeEach
  void open() {
    spool = new Spool(directory, LIMIT);
  }

  @Test
  void aDumpComesBackWholeWithItsSizeAndHash() throws Exception {
    DumpFile dump =
        spool.take("a", out -> out.write("goroutine 1".getBytes(StandardCharsets.UTF_8)));

    assertThat(dump.bytes()).isEqualTo(11);
    assertThat(dump.sha256())
        .isEqualTo("1f4192ad5a37be749bd15c6d6d894278f34e74d16088f1544aed6bdd6498ca18");
    try (var in = new GZIPInputStream(Files.newInputStream(spool.find("a").orElseThrow()))) {
      assertThat(in.readAllBytes()).asString().isEqualTo("goroutine 1");
    }
  }

  @Test
  void theOldestGivesWayWhenAllWouldBeTooMuch() throws Exception {
    take("a", 40_000);
    Files.setLastModifiedTime(spool.find("a").orElseThrow(), FileTime.fromMillis(1));
    take("b", 40_000);
    take("c", 40_000);

    assertThat(spool.find("a")).isEmpty();
    assertThat(spool.find("b")).isPresent();
    assertThat(spool.find("c")).isPresent();
    assertThat(held()).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void whatIsTooLargeAloneIsRefusedAndLeavesNothing() throws Exception {
    assertThatThrownBy(() -> take("a", LIMIT + 10_000))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("spoolLimit");

    assertThat(held()).isZero();
  }

  @Test
  void whatBreaksOffLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                spool.take(
                    "a",
                    out -> {
                      out.write(new byte[1000]);
                      throw new IOException("broken");
                    }))
        .hasMessage("broken");

    assertThat(held()).isZero();
    assertThat(spool.find("a")).isEmpty();
  }

  @Test
  void aDumpIsNotFoundBeforeItIsWhole() throws Exception {
    spool.take(
        "a",
        out -> {
          out.write(new byte[50_000]);
          assertThat(spool.find("a")).isEmpty();
        });

    assertThat(spool.find("a")).isPresent();
  }

  @Test
  void whatWasSeenOfGoroutinesCountsToo() throws Exception {
    take("a", 40_000);
    Files.write(spool.newSightings(), new byte[30_000]);

    take("b", 40_000);

    assertThat(spool.find("a")).isEmpty();
    assertThat(held()).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void whatIsSeenWhileADumpIsTakenCountsToo() {
    assertThatThrownBy(
            () ->
                spool.take(
                    "a",
                    out -> {
                      Files.write(spool.newSightings(), new byte[60_000]);
                      out.write(noise(60_000));
                    }))
        .isInstanceOf(TooLargeException.class);
  }

  @Test
  void anotherLifeKeepsWhatMayStillBeFetchedAndNothingElse() throws Exception {
    assertThat(spool.beginLife()).as("the first").isFalse();
    take("old", 1_000);
    Files.setLastModifiedTime(spool.find("old").orElseThrow(), FileTime.fromMillis(1));
    take("new", 1_000);
    Files.write(spool.newSightings(), new byte[10]);
    Files.write(directory.resolve("b.part"), new byte[10]);

    var next = new Spool(directory, LIMIT);

    assertThat(next.beginLife()).isTrue();
    assertThat(next.find("old")).isEmpty();
    assertThat(next.find("new")).isPresent();
    assertThat(held()).isEqualTo(Files.size(next.find("new").orElseThrow()));
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    var lost = new Spool(directory.resolve("lost"), LIMIT);

    assertThat(lost.trouble().orElseThrow())
        .contains("spool " + directory.resolve("lost"), "does not exist");
    assertThatThrownBy(() -> lost.take("a", out -> out.write(1)))
        .isInstanceOf(SpoolException.class)
        .hasMessage(lost.trouble().orElseThrow());
    assertThatThrownBy(lost::beginLife).isInstanceOf(SpoolException.class);
    assertThat(spool.trouble()).isEmpty();
  }

  @Test
  void aDumpThatWasTooLargeIsRememberedUntilOneFits() throws Exception {
    assertThat(spool.tooLarge()).isEmpty();

    assertThatThrownBy(() -> take("a", LIMIT + 10_000)).isInstanceOf(TooLargeException.class);
    assertThat(spool.tooLarge().orElseThrow()).contains("spoolLimit");

    take("b", 1_000);
    assertThat(spool.tooLarge()).isEmpty();
  }

  /** Takes bytes that do not compress. */
  private void take(String id, int bytes) throws Exception {
    spool.take(id, out -> out.write(noise(bytes)));
  }

  private static byte[] noise(int bytes) {
    byte[] noise = new byte[bytes];
    new Random(1).nextBytes(noise);
    return noise;
  }

  private long held() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    }
  }
}
