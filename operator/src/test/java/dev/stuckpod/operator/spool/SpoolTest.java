package dev.stuckpod.operator.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final int MIB = 1 << 20;

  private @TempDir Path folder = Path.of("");

  @Test
  void removesWhatFormerLivesHaveLeftAndNothingElse() throws IOException {
    touch("stuckpod123.spool", Duration.ZERO);
    touch("stuckpod123.spool.held0", Duration.ZERO);
    touch("stuckpod-old.log.followed", Duration.ofHours(2));
    touch("stuckpod-young.log.followed", Duration.ofMinutes(5));
    touch("notes.txt", Duration.ofDays(3));

    spool(64).clean(NOW);

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("stuckpod-young.log.followed", "notes.txt");
  }

  @Test
  void allOfItStaysBelowTheBound() throws IOException {
    Spool spool = spool(4);
    write(spool, spool.file("one", "gz"), 2);

    assertThatThrownBy(() -> write(spool, spool.file("two", "gz"), 3))
        .isInstanceOf(SpoolException.class)
        .hasMessage("The operator's spool is full (4 MiB): raise the chart's spoolLimit");
    spool.forget("two");
    spool.forget("one");
    write(spool, spool.file("three", "gz"), 3);
  }

  @Test
  void noAttemptHasMoreThanItsShareHoweverManyItsFiles() throws IOException {
    var spool = new Spool(folder, 16 * MIB, Disk.REAL);
    write(spool, spool.file("greedy", "log.followed"), 1);

    assertThatThrownBy(() -> write(spool, spool.file("greedy", "log.held1"), 2))
        .isInstanceOf(SpoolException.class)
        .hasMessage(
            "The dump has more than its share of the operator's spool (2 of 16 MiB): raise the"
                + " chart's spoolLimit");

    for (int other = 0; other < Spool.SHARES - 1; other++) {
      write(spool, spool.file("other" + other, "gz"), 2);
    }
  }

  @Test
  void whatAFormerLifeHasLeftGivesWay() throws IOException {
    Path left = folder.resolve("stuckpod-left.log.followed");
    Files.write(left, new byte[3 * MIB]);
    Spool spool = spool(4);
    spool.clean(Instant.now());

    write(spool, spool.file("now", "gz"), 3);

    assertThat(left).doesNotExist();
  }

  @Test
  void whatIsSparedIsOneFileAndGivesWay() throws IOException {
    Spool spool = spool(8);
    Path dump = spool.file("kept", "gz");
    Path log = spool.file("kept", "log");
    write(spool, dump, 2);
    write(spool, log, 1);

    spool.spare("kept", dump);
    assertThat(log).doesNotExist();
    write(spool, spool.file("other", "gz"), 4);
    assertThat(dump).exists();
    write(spool, spool.file("next", "gz"), 3);
    assertThat(dump).doesNotExist();
  }

  @Test
  void whatIsSparedIsForgotten() throws IOException {
    Spool spool = spool(4);
    Path dump = spool.file("kept", "gz");
    write(spool, dump, 1);

    spool.spare("kept", dump);
    spool.forget("kept");

    assertThat(dump).doesNotExist();
  }

  @Test
  void whatItGoesOnWithDoesNotGiveWay() throws IOException {
    Files.write(folder.resolve("stuckpod-resumed.log.followed"), new byte[3 * MIB]);
    Spool spool = spool(4);
    spool.clean(Instant.now());
    spool.file("resumed", "log");

    assertThatThrownBy(() -> write(spool, spool.file("now", "gz"), 3))
        .isInstanceOf(SpoolException.class);
  }

  @Test
  void saysThatItCannotBeWrittenBeforeAnythingIsDone() {
    var broken =
        new Spool(
            folder,
            1L << 30,
            (_, _) -> {
              throw new IOException("Read-only file system");
            });

    assertThatThrownBy(() -> broken.check("a"))
        .isInstanceOf(SpoolException.class)
        .hasMessageContaining("cannot be written", "Read-only file system");
    assertThatThrownBy(() -> spool(8).check("a"))
        .as("a dump would not fit")
        .isInstanceOf(SpoolException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesNoIdThatLeadsElsewhere() {
    assertThatThrownBy(() -> spool(8).file("../x", "log"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Spool spool(int mebibytes) {
    long limit = (long) mebibytes * MIB;
    return new Spool(folder, limit, limit, Disk.REAL);
  }

  private static void write(Spool spool, Path file, int mebibytes) throws IOException {
    try (OutputStream out = spool.write(file)) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(new byte[MIB]);
      }
    }
  }

  private void touch(String name, Duration age) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[1]);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }
}
