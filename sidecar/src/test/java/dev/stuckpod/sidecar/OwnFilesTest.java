package dev.stuckpod.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFilesTest {

  @Test
  void theKernelReadsNothingAheadOfTheVirtualMachinesLibrary() throws IOException {
    OwnFiles.readNothingAhead();

    assertThat(flagsOf("libjvm.so"))
        .isNotEmpty()
        .allSatisfy(flags -> assertThat(flags.split(" ")).as(flags).contains("rr"));
  }

  /** The flags of a file's mappings, as proc_pid_smaps(5) has them: rr is random read. */
  private static List<String> flagsOf(String file) throws IOException {
    var found = new ArrayList<String>();
    boolean its = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        its = line.endsWith("/" + file);
      } else if (its && line.startsWith("VmFlags:")) {
        found.add(line);
      }
    }
    return found;
  }
}
