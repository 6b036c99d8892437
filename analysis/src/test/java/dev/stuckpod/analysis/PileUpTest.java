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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Crowds without a lock, and one thread that has all the CPU. */
class PileUpTest {
  private static final String RUNS =
      goroutine(5, "runnable", "main.count()", "/app/count.go:9", "main.work()", "/app/count.go:4");

  private static String asks(int id) {
    return goroutine(
        id,
        "select, 2 minutes",
        "main.(*Client).ask(0xc000010020)",
        "/app/client.go:88",
        "main.(*Orders).list(0xc000010040)",
        "/app/orders.go:31",
        "net/http.HandlerFunc.ServeHTTP(0x1, {0x2, 0x3})",
        "/usr/local/go/src/net/http/server.go:2294",
        "net/http.(*conn).serve(0xc000100000)",
        "/usr/local/go/src/net/http/server.go:2102",
        "created by net/http.(*Server).Serve in goroutine 1",
        "/usr/local/go/src/net/http/server.go:3464");
  }

  @Test
  void thousandsOfGoroutinesAtOneLineOfTheirWorkAreAPileUp() throws Exception {
    Analysis analysis = explain(RUNS + Small.times(1200, i -> asks(100 + i)));

    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("pile-up");
    assertThat(finding.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.cause()).isEqualTo("1200 of 1201 goroutines stand in ask (client.go:88)");
  }

  @Test
  void oneLoopForEachOfThousandsOfConnectionsIsNoPileUp() throws Exception {
    String loops =
        Small.times(
            1200,
            i ->
                goroutine(
                        100 + 2 * i,
                        "select",
                        "chat.(*Session).pingLoop(0xc000010020)",
                        "/app/session.go:77",
                        "chat.(*Session).serve.gowrap1()",
                        "/app/session.go:56",
                        "created by chat.(*Session).serve in goroutine 9",
                        "/app/session.go:56")
                    + goroutine(
                        101 + 2 * i,
                        "IO wait",
                        "internal/poll.runtime_pollWait(0x7f1, 0x72)",
                        "/usr/local/go/src/runtime/netpoll.go:351",
                        "net.(*conn).Read(0xc000014100)",
                        "/usr/local/go/src/net/net.go:194",
                        "chat.(*Session).readLoop(0xc000010020)",
                        "/app/session.go:90",
                        "chat.Handler(0xc000010020)",
                        "/app/session.go:40",
                        "net/http.(*conn).serve(0xc000100000)",
                        "/usr/local/go/src/net/http/server.go:2102"));

    assertThat(explain(RUNS + loops).verdict()).isEqualTo(Verdict.NothingFound);
  }

  private static String exec(int i, String... lines) {
    return thread("exec-" + i, 100 + i, "RUNNABLE", lines);
  }

  @Test
  void mostThreadsOfAPoolInOneCallAreAPileUp() throws Exception {
    String busy =
        Small.times(
            198,
            i ->
                exec(
                    i,
                    "at java.util.HashMap.getNode(java.base@21/HashMap.java:580)",
                    "at shop.Rates.get(Rates.java:40)",
                    "at shop.Orders.price(Orders.java:31)",
                    "at java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)"));
    String others =
        Small.times(
            52,
            i ->
                exec(
                    200 + i,
                    "at shop.Till.count%d(Till.java:%d)".formatted(i, i),
                    "at shop.Orders.sum(Orders.java:50)"));

    Analysis analysis = explain(Small.java(busy, others));

    assertThat(analysis.findings()).hasSize(1);
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("pile-up");
    assertThat(analysis.cause())
        .isEqualTo("198 of the 250 'exec-' threads stand in Rates.get (Rates.java:40)");
  }

  @Test
  void aGroupThatGrowsInEveryDumpToThreeTimesWhatItWasIsALeak() throws Exception {
    List<String> dumps =
        IntStream.of(10, 14, 22, 33)
            .mapToObj(n -> RUNS + Small.times(n, i -> asks(100 + i)))
            .toList();

    Analysis analysis = explain(dumps);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Leak);
    assertThat(analysis.cause()).contains("10, 14, 22, 33").contains("client.go:88");
  }

  private static String used(String name, int number, int cpuSeconds) {
    return thread(
            name,
            number,
            "RUNNABLE",
            "at shop.%s.spin(Spin.java:12)".formatted(name),
            "at shop.Spin.run(Spin.java:4)")
        .replace("cpu=12.00ms", "cpu=%d000.00ms".formatted(cpuSeconds));
  }

  @Test
  void oneThreadWithNearlyAllTheCpuIsABusyLoopInOneDumpToo() throws Exception {
    Analysis analysis = explain(Small.java(used("Poll", 10, 450), used("Other", 11, 9)));

    assertThat(analysis.verdict()).isEqualTo(Verdict.BusyLoop);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause()).contains("\"Poll\" #10", "98 %", "Poll.spin (Spin.java:12)");
  }

  @Test
  void severalThreadsThatShareTheCpuAreAtWork() throws Exception {
    assertThat(explain(Small.java(used("Poll", 10, 450), used("Other", 11, 300))).verdict())
        .isEqualTo(Verdict.NothingFound);
  }
}
