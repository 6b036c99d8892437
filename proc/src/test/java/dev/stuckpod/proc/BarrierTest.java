package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarrierTest {

  private static final int APP = 65532;

  @Test
  void theyComeInTheKernelsOrder() {
    assertThat(Barrier.between(0, 0, 0, app(1)))
        .containsExactly(Barrier.OTHER_USER, Barrier.OTHER_GROUP, Barrier.MORE_CAPABILITIES);
  }

  @Test
  void oneIdOfThreeIsEnough() {
    for (int which = 0; which < 4; which++) {
      var uids = new ArrayList<>(List.of(65532L, 65532L, 65532L, 65532L));
      uids.set(which, 0L);
      var changed = new ProcStatus(uids, app(0).gids(), 1, 0, 0, 0, false);
      assertThat(Barrier.between(APP, APP, 0, changed))
          .as("id %d", which)
          .isEqualTo(which < 3 ? List.of(Barrier.OTHER_USER) : List.of());
    }
  }

  @Test
  void anotherGroupIsOne() {
    assertThat(Barrier.between(APP, 1000, 0, app(0))).containsExactly(Barrier.OTHER_GROUP);
  }

  @Test
  void capabilitiesThatTheReaderHasNotAreOne() {
    assertThat(Barrier.between(APP, APP, 1, app(0x401))).containsExactly(Barrier.MORE_CAPABILITIES);
    assertThat(Barrier.between(APP, APP, 0x403, app(0x401))).isEmpty();
  }

  @Test
  void theSameIdsKeepNobodyOut() {
    assertThat(Barrier.between(APP, APP, 0, app(0))).isEmpty();
  }

  private static ProcStatus app(long capabilities) {
    return ProcStatus.of(APP, APP, 1, 0, capabilities);
  }
}
