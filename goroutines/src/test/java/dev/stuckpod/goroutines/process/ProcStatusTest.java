package dev.stuckpod.goroutines.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcStatusTest {

  @Test
  void tellsWhoAProcessIs() {
    ProcStatus status =
        ProcStatus.parse(
            List.of(
                "Name:\ta: b",
                "State:\tS (sleeping)",
                "Uid:\t1\t2\t3\t4",
                "Gid:\t5\t6\t7\t8",
                "CapPrm:\t00000000a80425fb",
                "no colon"));

    assertThat(status)
        .isEqualTo(
            new ProcStatus(List.of(1L, 2L, 3L, 4L), List.of(5L, 6L, 7L, 8L), 0xa80425fbL, false));
    assertThat(status.uid()).isEqualTo(4);
    assertThat(status.gid()).isEqualTo(8);
  }

  @Test
  void aZombieHasEnded() {
    assertThat(ProcStatus.parse(List.of("State:\tZ (zombie)")).ended()).isTrue();
  }
}
