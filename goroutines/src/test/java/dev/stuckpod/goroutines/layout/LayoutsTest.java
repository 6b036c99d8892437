package dev.stuckpod.goroutines.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {

  @ParameterizedTest
  @CsvSource({
    "go1.26.8, go1.26.8, 26",
    "go1.19, go1.19, 19",
    "go1.27rc1, go1.27rc1, 27",
    "go1.24.1 X:synchashtriemap, go1.24.1, 24",
    "go1.22.5-fips, go1.22.5-fips, 22",
    "devel go1.28-1f2e3d4c Mon Jun 1, devel go1.28-1f2e3d4c, 28"
  })
  void readsTheVersionOfAProgram(String written, String text, int minor) {
    assertThat(GoVersion.parse(written)).contains(new GoVersion(text, minor));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "go2.1", "devel +a1b2c3", "go1.", "go1.1234", "1.26"})
  void knowsWhatIsNone(String written) {
    assertThat(GoVersion.parse(written)).isEmpty();
  }

  @Test
  void aRowHoldsUntilTheNext() {
    assertThat(Layouts.of(17)).isEmpty();
    assertThat(Layouts.of(19)).isEqualTo(Layouts.of(18)).isNotEqualTo(Layouts.of(20));
    assertThat(Layouts.of(24).map(Layout::g)).isEqualTo(Layouts.of(23).map(Layout::g));
    assertThat(Layouts.of(99)).isEqualTo(Layouts.of(Layouts.NEWEST));
    assertThat(Layouts.knows(Layouts.NEWEST + 1)).isFalse();
  }

  @Test
  void theTableIsReadByColumns() {
    Layout layout = Layouts.of(26).orElseThrow();

    assertThat(layout.g())
        .isEqualTo(new Layout.G(88, 104, 144, 152, 168, 176, 191, 208, 280, 288, 304, 320, 352));
    assertThat(layout.threadId()).isEqualTo(232);
    assertThat(layout.sudogElement()).isEqualTo(32);
    assertThat(layout.sudogLink()).isEqualTo(72);
    assertThat(layout.sudogChannel()).isEqualTo(96);
    assertThat(layout.channelReceivers()).isEqualTo(64);
    assertThat(layout.channelSenders()).isEqualTo(80);
    assertThat(layout.functionData()).isEqualTo(320);
    assertThat(layout.nextModule()).isEqualTo(584);
    assertThat(layout.heap()).isEqualTo(new Layout.Heap(98, 104, 16, 4));
    assertThat(layout.heap().specials()).isEqualTo(128);
  }
}
