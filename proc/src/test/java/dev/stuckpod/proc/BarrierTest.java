package dev.stuckpod.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarrierTest {

  private static final int APP = 65532;

  @Test
  void anotherUserComesFirst() {
    assertThat(Barrier.of(0, 0, -1, app(0))).contains(Barrier.OTHER_USER);
  }

  @Test
  void oneIdOfThreeIsEnough() {
    for (int which = 0; which < 4; which++) {
      var uids = new ArrayList<>(List.of(65532L, 65532L, 65532L, 65532L));
      uids.set(which, 0L);
      var changed = new ProcStatus(uids, app(0).gids(), 1, 0, 0, 0, false);
      assertThat(Barrier.of(APP, APP, 0, changed))
          .as("id %d", which)
          .isEqualTo(which < 3 ? Optional.of(Barrier.OTHER_USER) : Optional.empty());
    }
  }

  @Test
  void thenAnotherGroup() {
    assertThat(Barrier.of(APP, 1000, 0, app(1))).contains(Barrier.OTHER_GROUP);
  }

  @Test
  void thenCapabilitiesThatTheReaderHasNot() {
    assertThat(Barrier.of(APP, APP, 1, app(0x401))).contains(Barrier.MORE_CAPABILITIES);
    assertThat(Barrier.of(APP, APP, 0x403, app(0x401))).isEmpty();
  }

  @Test
  void theSameIdsKeepNobodyOut() {
    assertThat(Barrier.of(APP, APP, 0, app(0))).isEmpty();
  }

  private static ProcStatus app(long capabilities) {
    return ProcStatus.of(APP, APP, 1, 0, capabilities);
  }
}
