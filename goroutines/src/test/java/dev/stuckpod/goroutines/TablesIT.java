package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.memory.Metered;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of a program only what belongs to its stacks is read, tables and code, however large it is. */
class TablesIT {

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "STRIPPED", "PIE", "PIE_STRIPPED"})
  void areNotReadAsAWhole(Build build) throws Exception {
    Path program = GoProgram.build("waiting", GoProgram.LOCAL, build);
    try (GoProgram app = GoProgram.start(program, "1");
        OpenProcess process = OpenProcess.of(app)) {
      var memory = new Metered(process.memory());
      var file = new Metered(process.file());
      Program read = OpenProcess.program(memory, file, process.entry());
      assertThat(file.bytes()).as("to find them").isLessThan(Files.size(program) / 16);

      var reader = new Reader(new Reader.Identity("1", 1), memory, read, () -> false);
      reader.dump(OutputStream.nullOutputStream(), Options.once());
      assertThat(file.bytes()).as("to use them").isLessThan(Files.size(program) / 2);
    }
  }
}
