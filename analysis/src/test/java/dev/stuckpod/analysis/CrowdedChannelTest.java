package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.goroutine;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wedges of channels and of event loops, and locks that are held across a call to a peer. */
class CrowdedChannelTest {
  private static final String JOIN = goroutine(1, "chan receive", "main.main()", "/app/main.go:20");

  private static final String TICKER =
      goroutine(2, "select", "main.tick()", "/app/tick.go:9", "main.run()", "/app/tick.go:3");

  private static String sender(int id) {
    return goroutine(
        id,
        "chan send",
        "runtime.gopark(0x1, 0x2)",
        "/go/src/runtime/proc.go:435",
        "runtime.chansend(0xc000050060, 0xc000060000, 0x1)",
        "/go/src/runtime/chan.go:283",
        "runtime.chansend1(0xc000050060, 0x0)",
        "/go/src/runtime/chan.go:161",
        "main.emit(0x7)",
        "/app/emit.go:14");
  }

  @Test
  void thousandsOfSendersToOneChannelWithNobodyAtTheOtherSideAreFound() throws Exception {
    Analysis analysis = explain(JOIN + Small.times(2999, i -> sender(100 + i)));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.findings()).hasSize(1);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("channel");
    assertThat(finding.title())
        .isEqualTo(
            "2999 goroutines send to one channel in emit (emit.go:14), and nobody is at the other"
                + " side");
    assertThat(finding.resource().address()).isEqualTo("0xc000050060");
    assertThat(finding.guess()).isTrue();
  }

  @Test
  void whereSomebodySelectsTheyAreAPileUpAndNoDeadlock() throws Exception {
    Analysis analysis = explain(JOIN + TICKER + Small.times(2999, i -> sender(100 + i)));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.findings()).extracting(f -> f.kind().label()).containsExactly("pile-up");
  }

  @Test
  void someSendersOfABusyProcessAreNoAlarm() throws Exception {
    String runs = goroutine(5, "runnable", "main.take()", "/app/take.go:9");

    assertThat(explain(JOIN + runs + Small.times(40, i -> sender(100 + i))).verdict())
        .isEqualTo(Verdict.NothingFound);
  }

  private static String receiver(int id, boolean atWork) {
    String[] calls = {
      "runtime.gopark(0x1, 0x2)",
      "/go/src/runtime/proc.go:435",
      "runtime.chanrecv(0xc000050060, 0x0, 0x1)",
      "/go/src/runtime/chan.go:667",
      "main.(*Limit).take(0xc000010020)",
      "/app/limit.go:14",
      "main.handle(0xc000010020)",
      "/app/handle.go:31"
    };
    return goroutine(
        id,
        "chan receive, 4 minutes",
        atWork ? calls : List.of(calls).subList(0, 6).toArray(String[]::new));
  }

  @Test
  void manyWhoNeedATokenOfOneChannelAreFound() throws Exception {
    Analysis analysis = explain(JOIN + Small.times(60, i -> receiver(100 + i, true)));

    assertThat(analysis.findings()).extracting(f -> f.kind().label()).containsExactly("pile-up");
    assertThat(analysis.cause())
        .startsWith("60 goroutines receive from one channel in take (limit.go:14)");
  }

  @Test
  void workersWithoutWorkAreNot() throws Exception {
    assertThat(explain(JOIN + Small.times(60, i -> receiver(100 + i, false))).verdict())
        .isEqualTo(Verdict.NothingFound);
  }

  private static String loop(int i, String... calls) {
    String[] lines = new String[calls.length + 2];
    System.arraycopy(calls, 0, lines, 0, calls.length);
    lines[calls.length] = "at io.netty.channel.nio.NioEventLoop.run(NioEventLoop.java:566)";
    lines[calls.length + 1] =
        "at io.netty.util.concurrent.SingleThreadEventExecutor$4.run(SingleThreadEventExecutor.java:997)";
    return thread("nioEventLoopGroup-3-" + i, 30 + i, "WAITING (parking)", lines);
  }

  @Test
  void eventLoopsThatWaitForAFutureAreAFinding() throws Exception {
    String waits =
        Small.times(
            2,
            i ->
                loop(
                    i,
                    "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
                    "at java.util.concurrent.CompletableFuture.waitingGet(java.base@21/CompletableFuture.java:1864)",
                    "at java.util.concurrent.CompletableFuture.get(java.base@21/CompletableFuture.java:2072)",
                    "at shop.Orders.find(Orders.java:31)",
                    "at io.netty.channel.AbstractChannelHandlerContext.invokeChannelRead(AbstractChannelHandlerContext.java:442)"));
    String works = thread("works", 50, "RUNNABLE", "at shop.Till.count(Till.java:12)");

    Analysis analysis = explain(Small.java(waits, works));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.cause())
        .startsWith("2 of 2 event loops wait in Orders.find (Orders.java:31)")
        .endsWith("for the result of a task");
  }

  @Test
  void aLockThatIsHeldAcrossASendOfGrpcIsContentionAndNoDeadlock() throws Exception {
    String holder =
        goroutine(
            18,
            "select, 3 minutes",
            "google.golang.org/grpc/internal/transport.(*writeQuota).get(0xc000200000, 0x1)",
            "/home/me/go/pkg/mod/google.golang.org/grpc@v1.64.0/internal/transport/flowcontrol.go:59",
            "google.golang.org/grpc.(*clientStream).SendMsg(0xc000200000)",
            "/home/me/go/pkg/mod/google.golang.org/grpc@v1.64.0/stream.go:935",
            "main.(*Feed).push(0xc000010000)",
            "/app/feed.go:40",
            "created by main.main in goroutine 1",
            "/app/main.go:15");
    String waiters =
        Small.times(
            12,
            i ->
                goroutine(
                    20 + i,
                    "sync.Mutex.Lock, 3 minutes",
                    "runtime.semacquire1(0xc000010014, 0x0)",
                    "/go/src/runtime/sema.go:192",
                    "sync.(*Mutex).lockSlow(0xc000010010)",
                    "/go/src/sync/mutex.go:149",
                    "main.(*Feed).push(0xc000010000)",
                    "/app/feed.go:38",
                    "created by main.main in goroutine 1",
                    "/app/main.go:16"));
    String dump = JOIN + holder + waiters;

    assertThat(explain(dump).verdict()).isEqualTo(Verdict.Contention);
    assertThat(explain(dump).findings().getFirst().kind().label()).isEqualTo("lock-across-io");
    assertThat(explain(dump).cause())
        .contains("held by push (feed.go:40) while it waits for a peer in SendMsg (stream.go:935)");
    assertThat(explain(List.of(dump, dump)).verdict()).isEqualTo(Verdict.Contention);
  }
}
