package dev.stuckpod.goroutines.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private final Waiters waiters = new Waiters();

  @Test
  void thoseWhoWaitForTheSameAreBroughtTogether() {
    Map<Long, Set<Long>> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      long at = 0xc000000000L + i * 7919L % 5003 * 24;
      expected.computeIfAbsent(at, _ -> new HashSet<>()).add((long) i);
      waiters.add(Role.MUTEX, at, 0xc100000000L + 8L * i, i, -i);
    }

    waiters.sort();

    assertThat(waiters.things()).isEqualTo(5003);
    for (int k = 0; k < waiters.things(); k++) {
      Set<Long> found = new HashSet<>();
      for (int i = waiters.begin(k); i < waiters.begin(k + 1); i++) {
        found.add(waiters.goid(i));
        assertThat(waiters.stand(i)).isEqualTo(-waiters.goid(i));
        assertThat(waiters.g(i)).isEqualTo(0xc100000000L + 8 * waiters.goid(i));
      }
      assertThat(found).isEqualTo(expected.get(waiters.address(k)));
    }
  }

  @Test
  void twoThingsMayBeAtOneAddress() {
    waiters.add(Role.MUTEX, 8, 1, 1, 0);
    waiters.add(Role.NEXT_WRITER, 8, 2, 2, 0);
    waiters.add(Role.READER, 8, 3, 3, 0);

    waiters.sort();

    assertThat(waiters.things()).isEqualTo(2);
    assertThat(waiters.kind(0)).isEqualTo(Kind.MUTEX);
    assertThat(waiters.kind(1)).isEqualTo(Kind.RW_MUTEX);
    assertThat(waiters.begin(2) - waiters.begin(1)).isEqualTo(2);
  }

  @Test
  void channelsDoNotTakeTheRoomOfLocks() {
    for (int i = 0; i < Waiters.MOST; i++) {
      waiters.add(Role.SENDER, 8L * i, 1, i, 0);
    }
    assertThat(waiters.left()).isEqualTo(Waiters.MOST / 2);

    for (int i = 0; i <= Waiters.MOST / 2; i++) {
      waiters.add(Role.MUTEX, 8L * i, 1, i, 0);
    }

    waiters.sort();
    assertThat(waiters.things()).isEqualTo(Waiters.MOST);
    assertThat(waiters.left()).isEqualTo(Waiters.MOST / 2 + 1);
  }
}
