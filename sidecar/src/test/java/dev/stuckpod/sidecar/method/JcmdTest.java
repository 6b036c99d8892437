package dev.stuckpod.sidecar.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JcmdTest {

  @ParameterizedTest
  @CsvSource({
    "21.0.2, true",
    "21, true",
    "23-ea, true",
    "24.0.1, false",
    "25.0.3, false",
    "17.0.15, false",
    "1.8.0_412, false",
    "210.1, false",
    ", false"
  })
  void jvmsThatMayHideTheirVirtualThreadsAreKnownByTheirVersion(String version, boolean hides) {
    assertThat(Jcmd.hidesVirtualThreads(version)).isEqualTo(hides);
  }
}
