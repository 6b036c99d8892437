package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.HostileIT.Bounded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code, tables, stacks and closures may be nonsense: they are followed, in part or not at all. */
class HostileCodeIT {

  private static final int RUNS = Integer.getInteger("hostile.runs", 400) / 4;

  @ParameterizedTest
  @ValueSource(strings = {"1.19.13", GoProgram.LOCAL})
  void whateverCodeAndMemoryAreThereIsAnEnd(String version) throws Exception {
    Path facts = Files.createTempFile("facts", "");
    Path program = GoProgram.build("holding", version, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, facts.toString());
        OpenProcess process = OpenProcess.of(app)) {
      LiveImage memory = LiveImage.recording(process.memory());
      LiveImage file = LiveImage.recording(process.file());
      assertThat(HostileIT.read(memory, file, process.entry())).isEqualTo("complete");
      int read = 0;
      for (int seed = 0; seed < RUNS; seed++) {
        var random = new Random(seed);
        LiveImage spoilt = random.nextInt(3) == 0 ? memory : memory.spoilt(random);
        LiveImage spoiltFile = spoilt == memory ? file.spoilt(random) : file;
        String what =
            HostileIT.read(
                new Bounded(spoilt, seed), new Bounded(spoiltFile, seed), process.entry());
        read += what.equals("complete") ? 1 : 0;
      }
      assertThat(read).isPositive();
    } finally {
      Files.delete(facts);
    }
  }
}
