package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatusTest {

  @TempDir Path root;

  @Test
  void theEffectiveUserTheInnermostPidAndTheMasksAreRead() {
    ProcStatus status =
        ProcStatus.parse(
            List.of(
                "Name:\tcable: hub",
                "PPid:\t41",
                "Uid:\t1000\t1001\t1002\t1003",
                "Gid:\t2000\t2001\t2002\t2003",
                "NSpid:\t4711\t12\t1",
                "CapPrm:\t00000000a80425fb",
                "SigCgt:\tfffffffd7fc1feff"));

    assertThat(status)
        .isEqualTo(new ProcStatus(1001, 2001, 1, 0xfffffffd7fc1feffL, 0xa80425fbL, 41));
  }

  @ParameterizedTest
  @CsvSource({
    "fffffffd7fc1feff, true", // Go
    "0000000101005ccd, true", // HotSpot
    "0000000101001cc8, false", // HotSpot with -Xrs
    "0000000000000000, false", // sleep
    "0000000000000003, false",
    "0000000000000008, false",
  })
  void sigquitIsTheThirdBit(String mask, boolean caught) {
    assertThat(ProcStatus.parse(List.of("SigCgt:\t" + mask)).catchesSigquit()).isEqualTo(caught);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "a b", "x) S 1 2 3", "(((", ""})
  void theStartTimeIsReadWhateverTheProgramIsCalled(String name) throws IOException {
    assertThat(startTime(name, 'S')).hasValue(98765);
  }

  @Test
  void whatHasEndedHasNoStartTime() throws IOException {
    assertThat(startTime("hub", 'Z')).isEmpty();
    assertThat(new Proc(root).startTime(8)).isEmpty();
  }

  private OptionalLong startTime(String name, char state) throws IOException {
    Files.createDirectories(root.resolve("7"));
    Files.writeString(
        root.resolve("7/stat"),
        "7 (%s) %c 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 9 0 98765 1 2\n".formatted(name, state));
    return new Proc(root).startTime(7);
  }
}
