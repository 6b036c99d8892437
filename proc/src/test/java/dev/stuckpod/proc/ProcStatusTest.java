package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcStatusTest {

  @Test
  void tellsWhoAProcessIs() {
    ProcStatus status =
        ProcStatus.parse(
            List.of(
                "Name:\tcable: hub",
                "State:\tS (sleeping)",
                "PPid:\t41",
                "Uid:\t1000\t1001\t1002\t1003",
                "Gid:\t2000\t2001\t2002\t2003",
                "NSpid:\t4711\t12\t1",
                "CapPrm:\t00000000a80425fb",
                "SigCgt:\tfffffffd7fc1feff",
                "no colon"));

    assertThat(status)
        .isEqualTo(
            new ProcStatus(
                List.of(1000L, 1001L, 1002L, 1003L),
                List.of(2000L, 2001L, 2002L, 2003L),
                1,
                41,
                0xfffffffd7fc1feffL,
                0xa80425fbL,
                false));
    assertThat(status.uid()).isEqualTo(1001);
    assertThat(status.gid()).isEqualTo(2001);
    assertThat(status.fileUid()).isEqualTo(1003);
    assertThat(status.fileGid()).isEqualTo(2003);
  }

  @Test
  void whatIsNotSaidIsAsOfNobody() {
    ProcStatus status = ProcStatus.parse(List.of());

    assertThat(status)
        .isEqualTo(new ProcStatus(List.of(), List.of(), -1, -1, 0, 0, false))
        .returns(-1, ProcStatus::uid)
        .returns(-1, ProcStatus::gid)
        .returns(-1L, ProcStatus::fileUid)
        .returns(-1L, ProcStatus::fileGid);
  }

  @Test
  void aZombieHasEnded() {
    assertThat(ProcStatus.parse(List.of("State:\tZ (zombie)")).ended()).isTrue();
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
}
