package dev.stuckpod.operator.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final AtomicInteger begun = new AtomicInteger();

  /** Over as soon as anybody's errand is. */
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void whileOneThatHangsIsLeftNoOtherBeginsAnErrand() {
    List<Lane> lanes = List.of(lane("one"), lane("another"), lane("third"));
    for (Lane lane : lanes) {
      lane.offer(new Key("shop", "a", "uid-a"));
      lane.offer(new Key("shop", "b", "uid-b"));
    }
    Awaitility.await().until(() -> begun.get() == lanes.size());

    Lane.closeAll(lanes);

    Awaitility.await().until(() -> lanes.stream().allMatch(lane -> lane.size() == 1));
    assertThat(begun).hasValue(lanes.size());
  }

  /** Its errands hang until they are given up. */
  private Lane lane(String name) {
    return new Lane(
        name,
        Pauses.USUAL,
        _ -> {
          begun.incrementAndGet();
          try {
            over.await();
          } catch (InterruptedException left) {
            over.countDown();
          }
          return new Progress.Over();
        });
  }
}
