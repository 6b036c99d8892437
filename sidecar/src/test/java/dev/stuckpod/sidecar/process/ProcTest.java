package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcTest {

  @TempDir Path root;

  @Test
  void aProcessHasTheStartTimeThatItsStatSays() throws IOException {
    assertThat(startTime('S')).hasValue(98765);
  }

  @Test
  void whatHasEndedHasNoStartTime() throws IOException {
    assertThat(startTime('Z')).isEmpty();
    assertThat(new Proc(root).startTime(8)).isEmpty();
  }

  private OptionalLong startTime(char state) throws IOException {
    Files.createDirectories(root.resolve("7"));
    Files.writeString(
        root.resolve("7/stat"),
        "7 (hub) %c 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 9 0 98765 1 2\n".formatted(state));
    return new Proc(root).startTime(7);
  }
}
