package dev.stuckpod.sidecar.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Kept;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who asks, how often, and what he is told; time goes on by itself only where it is said. */
@Timeout(60)
class LastLookTest {

  private static final KeptRequest NOW = new KeptRequest(false, 0);

  private static final String NODE = "10.0.0.100";

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // it may turn over
  private final AtomicInteger looks = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> dropped = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Boolean> suspected = new ConcurrentLinkedQueue<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile boolean stuck;

  private final LastLook look =
      new LastLook(
          new Looking() {
            @Override
            public Optional<KeptDump> look(boolean isSuspected, long end)
                throws InterruptedException {
              looks.incrementAndGet();
              suspected.add(isSuspected);
              open.await();
              return stuck ? Optional.of(dump("id-" + looks.get())) : Optional.empty();
            }

            @Override
            public void drop(KeptDump dump) {
              dropped.add(dump.attemptId());
            }
          },
          clock::get,
          _ -> {});

  @Test
  void aThousandWhoAskGiveOneLook() throws Exception {
    open.countDown();
    askAThousandTimes();
    assertThat(looks).hasValue(1);

    clock.addAndGet(LastLook.REST.toNanos() - 1);
    askAThousandTimes();
    assertThat(looks).as("a moment too soon").hasValue(1);
    assertThat(look.knocks()).isEqualTo(2000);

    clock.addAndGet(1);
    askAThousandTimes();
    assertThat(looks).hasValue(2);
  }

  private void askAThousandTimes() throws InterruptedException {
    var all = new ArrayList<Thread>();
    for (int i = 0; i < 1000; i++) {
      all.add(Thread.ofVirtual().start(() -> look.knock(NODE)));
    }
    for (Thread one : all) {
      one.join();
    }
  }

  @Test
  void whoFloodsIsNotHeldUpByTheLookHeWaitsFor() throws Exception {
    var waiting = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      String address = "10.0.0." + i;
      waiting.add(Thread.ofVirtual().start(() -> look.knock(address)));
    }
    Awaitility.await()
        .until(() -> waiting.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING));

    look.knock("10.0.0.4"); // returns at once
    open.countDown();

    for (Thread one : waiting) {
      one.join();
    }
    assertThat(looks).hasValue(1);
  }

  /** The kubelet comes from the node's. */
  @Test
  void whoFloodsFromOneAddressTakesNobodysPlace() throws Exception {
    Thread flooder = Thread.ofVirtual().start(() -> look.knock("10.0.0.1"));
    Awaitility.await().until(() -> flooder.getState() == Thread.State.TIMED_WAITING);
    for (int i = 0; i < 20; i++) {
      look.knock("10.0.0.1"); // returns at once
    }
    Thread kubelet = Thread.ofVirtual().start(() -> look.knock(NODE));
    Awaitility.await().until(() -> kubelet.getState() == Thread.State.TIMED_WAITING);
    open.countDown();

    flooder.join();
    kubelet.join();
    assertThat(looks).hasValue(1);
  }

  @Test
  void anAppThatHoldsTheLookUpIsNotWaitedForLongerThanThreeSeconds() throws Exception {
    Thread kubelet = Thread.ofVirtual().start(() -> look.knock(NODE));
    Awaitility.await().until(() -> kubelet.getState() == Thread.State.TIMED_WAITING);

    clock.addAndGet(3_000_000_000L);

    kubelet.join(); // the look has not ended
    look.leave();
    assertThat(looks).hasValue(1);
    open.countDown();
  }

  @Test
  void whatIsKeptIsWaitedForUntilItIsFetched() throws Exception {
    stuck = true;
    Thread kubelet = Thread.ofVirtual().start(() -> look.knock(NODE));
    open.countDown();
    Kept kept = look.tell(new KeptRequest(false, 3000));
    assertThat(kept.dumps()).extracting(KeptDump::attemptId).containsExactly("id-1");
    assertThat(kubelet.isAlive()).isTrue();
    look.fetched("another");
    assertThat(kubelet.isAlive()).isTrue();

    look.fetched("id-1");

    kubelet.join();
    look.leave();
    assertThat(look.tell(NOW).dumps()).as("it may be asked for again").hasSize(1);
  }

  @Test
  void theOperatorThatCameFirstIsToldOfTheLookThatFollows() throws Exception {
    stuck = true;
    open.countDown();
    var told = new ConcurrentLinkedQueue<Kept>();
    Thread operator =
        Thread.ofVirtual().start(() -> told.add(look.tell(new KeptRequest(false, 3000))));
    Awaitility.await().until(() -> operator.getState() == Thread.State.TIMED_WAITING);

    Thread kubelet = Thread.ofVirtual().start(() -> look.knock(NODE));

    operator.join();
    assertThat(told).singleElement().returns(1, kept -> kept.dumps().size());
    look.fetched("id-1");
    kubelet.join();
  }

  @Test
  void theOperatorDoesNotWaitWhereTheLookHasFoundNothing() {
    open.countDown();
    look.knock(NODE);

    assertThat(look.tell(new KeptRequest(false, 3000)).dumps()).isEmpty();
  }

  @Test
  void theOperatorMayHaveItLook() {
    open.countDown();
    assertThat(look.tell(new KeptRequest(true, 3000)).dumps()).isEmpty();
    assertThat(look.tell(new KeptRequest(true, 3000)).dumps()).isEmpty();
    assertThat(suspected).containsExactly(true);
  }

  /** Else he would keep it from looking at a JVM that serves nobody, for good. */
  @Test
  void aStrangerWhoAsksAllTheTimeDoesNotKeepTheOperatorFromHavingItLook() {
    open.countDown();
    look.knock(NODE);
    clock.addAndGet(4_000_000_000L);
    look.tell(new KeptRequest(true, 3000));
    look.knock(NODE);
    look.tell(new KeptRequest(true, 3000));

    assertThat(suspected).containsExactly(false, true);
  }

  @Test
  void whatAStrangersLookHasFoundIsNotLookedForAgainAtOnce() {
    stuck = true;
    open.countDown();
    Thread.ofVirtual().start(() -> look.knock(NODE));
    Awaitility.await().until(() -> !look.tell(NOW).dumps().isEmpty());

    assertThat(look.tell(new KeptRequest(true, 0)).dumps()).hasSize(1);
    assertThat(looks).hasValue(1);
  }

  @Test
  void whoeverAsksForAnEternityWaitsThreeSeconds() throws Exception {
    Thread operator =
        Thread.ofVirtual().start(() -> look.tell(new KeptRequest(false, Integer.MAX_VALUE)));
    Awaitility.await().until(() -> operator.getState() == Thread.State.TIMED_WAITING);
    clock.addAndGet(3_000_000_000L);
    operator.join();
    assertThat(look.tell(new KeptRequest(false, -1)).dumps()).isEmpty();
    assertThat(looks).hasValue(0);
  }

  @Test
  void fewAreKept() {
    stuck = true;
    open.countDown();
    for (int i = 0; i < 6; i++) {
      look.tell(new KeptRequest(true, 3000));
      clock.addAndGet(LastLook.REST.toNanos());
    }
    assertThat(look.tell(NOW).dumps())
        .extracting(KeptDump::attemptId)
        .containsExactly("id-3", "id-4", "id-5", "id-6");
    assertThat(List.copyOf(dropped)).containsExactly("id-1", "id-2");
  }

  private static KeptDump dump(String id) {
    return new KeptDump(
        id, CaptureMethod.ProcMem, "container", 1, 2, "2026-01-01T00:00:00Z", 3, "3 wait");
  }
}
