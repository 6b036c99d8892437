package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupTest {

  private static final String ID =
      "4c2f7e6a1d0b9c8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e";

  @ParameterizedTest
  @CsvSource({
    "'12:pids:/kubepods/burstable/pod0f3a/ID', true",
    "'0::/kubepods.slice/kubepods-pod0f3a.slice/cri-containerd-ID.scope', true",
    "'0::/../ID', true",
    "'0::/system.slice/kubepods-pod0f3a.slice:cri-containerd:ID', true",
    "'0::/kubepods.slice/kubepods-pod0f3a.slice/crio-ID.scope', true",
    "'0::/kubepods.slice/kubepods-pod0f3a.slice/crio-conmon-ID.scope/supervisor', false",
    "'0::/kubepods/pod0f3a/IDff', false",
    "'0::/kubepods/pod0f3a/ffID', false",
    "'0::/../../ID', true",
    "'0::/kubepods/pod0f3a/ID/init', false",
    "'0::/', false",
    "'12:pids:/kubepods/burstable/podID/0000000000000000', false",
  })
  void aProcessBelongsToTheContainerWhoseIdEndsItsPath(String line, boolean belongs) {
    assertThat(Cgroup.belongsTo(List.of("1:name=systemd:/", line.replace("ID", ID)), ID))
        .isEqualTo(belongs);
  }

  @Test
  void theBeginningOfAnIdIsNotTheId() {
    assertThat(Cgroup.belongsTo(List.of("0::/../" + ID), ID.substring(0, 32))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"''", "'a'", "'4c2f7e6a1d0'"})
  void whatIsTooShortToBeAnIdMatchesNothing(String id) {
    assertThat(Cgroup.belongsTo(List.of("0::/../" + ID), id)).isFalse();
  }
}
