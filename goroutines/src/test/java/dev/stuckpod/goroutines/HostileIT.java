package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Metered;
import dev.stuckpod.goroutines.reach.Bounds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process may put anything into its memory, and a file may say anything: it is read, in part or
 * not at all, and never is there another failure, or no end.
 */
class HostileIT {

  private static final int RUNS = Integer.getInteger("hostile.runs", 400);
  private static final Options NO_PATIENCE = new Options(null, null, Duration.ZERO);

  @ParameterizedTest
  @CsvSource({
    "waiting, 1.19.13",
    "waiting, local",
    "words, 1.19.13",
    "words, 1.24.13",
    "words, local"
  })
  void whateverIsInMemoryIsReadOrRefused(String name, String version) throws Exception {
    try (GoProgram app = GoProgram.start(GoProgram.build(name, version, Build.STRIPPED), "1");
        OpenProcess process = OpenProcess.of(app)) {
      LiveImage memory = LiveImage.recording(process.memory());
      LiveImage file = LiveImage.recording(process.file());
      String whole = read(memory, file, process.entry());
      assertThat(whole).isEqualTo("complete");
      int complete = 0;
      int refused = 0;
      for (int seed = 0; seed < RUNS; seed++) {
        var random = new Random(seed);
        LiveImage spoilt = random.nextInt(3) == 0 ? memory : memory.spoilt(random);
        LiveImage spoiltFile = spoilt == memory ? file.spoilt(random) : file;
        String what =
            read(new Bounded(spoilt, seed), new Bounded(spoiltFile, seed), process.entry());
        complete += what.equals("complete") ? 1 : 0;
        refused += what.startsWith("refused") ? 1 : 0;
      }
      assertThat(complete).isPositive();
      assertThat(refused).isPositive();
    }
  }

  /** Reads what may be nonsense. */
  static String read(Memory memory, Memory file, long entry) throws IOException {
    try {
      var metered = new Metered(memory);
      Program program = OpenProcess.program(metered, file, entry);
      var reader = new Reader(new Reader.Identity("1", 1), metered, program, () -> false);
      boolean complete = reader.dump(OutputStream.nullOutputStream(), NO_PATIENCE).complete();
      reader.glance(0);
      reader.glance(1);
      search(reader);
      return complete ? "complete" : "in part";
    } catch (UnreadableException refused) {
      return "refused: " + refused.getMessage();
    }
  }

  /** Searches the heap, which may be refused where all else can be read. */
  private static void search(Reader reader) throws IOException {
    try {
      reader.reach(Bounds.ample());
    } catch (UnreadableException refused) {
      assertThat(refused).hasMessageContaining("cannot be told (");
    }
  }

  /** Fails when somebody does not come to an end. */
  static final class Bounded implements Memory {
    private static final int MOST = 10_000_000;
    private static final long MOST_BYTES = 4L << 30;

    private final Memory memory;
    private final int seed;
    private int reads;
    private long bytes;

    Bounded(Memory memory, int seed) {
      this.memory = memory;
      this.seed = seed;
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
      int count = memory.read(address, into);
      bytes += count;
      if (++reads > MOST || bytes > MOST_BYTES) {
        throw new AssertionError("no end, seed " + seed);
      }
      return count;
    }
  }
}
