package dev.stuckpod.goroutines.sightings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SightingsTest {

  private static final long PROCESS = 4711;

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("sightings");
    try (Sightings sightings = Sightings.create(file, 4)) {
      sightings.begin(0, 4);
      sightings.set(1, 17, 100);
      sightings.set(3, 18, 200);
      sightings.store();
      sightings.begin(4, 1);
      sightings.set(0, 19, 300);
      sightings.store();
      sightings.finish(PROCESS, 123, 5);
    }
  }

  @Test
  void givesBackWhatWasSeen() throws IOException {
    try (Sightings sightings = Sightings.open(file, 4, PROCESS)) {
      assertThat(sightings.time()).isEqualTo(123);
      assertThat(sightings.size()).isEqualTo(5);
      sightings.load(0, 4);
      assertThat(sightings.goid(0)).isZero();
      assertThat(sightings.goid(3)).isEqualTo(18);
      assertThat(sightings.stand(3)).isEqualTo(200);
      sightings.load(4, 4);
      assertThat(sightings.goid(0)).isEqualTo(19);
      assertThat(sightings.goid(1)).as("beyond the end").isZero();
    }
  }

  @Test
  void isOverwrittenByAShorterOne() throws IOException {
    try (Sightings sightings = Sightings.create(file, 4)) {
      sightings.begin(0, 1);
      sightings.store();
      sightings.finish(PROCESS, 124, 1);
    }

    assertThat(Files.size(file)).isEqualTo(48);
  }

  @Test
  void isOfOneProcessOnly() throws IOException {
    assertThatIOException().isThrownBy(() -> Sightings.open(file, 4, PROCESS + 1));
    Files.writeString(file, "too short");
    assertThatIOException().isThrownBy(() -> Sightings.open(file, 4, PROCESS));
  }
}
