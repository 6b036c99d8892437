package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.goroutine;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of reports, for people who know their own code and not the platform's. */
class WordsTest {
  private static final String SERVER =
      goroutine(
          7,
          "IO wait",
          "internal/poll.runtime_pollWait(0x7f1, 0x72)",
          "/usr/local/go/src/runtime/netpoll.go:351",
          "internal/poll.(*FD).ReadFrom(0xc000014100)",
          "/usr/local/go/src/internal/poll/fd_unix.go:229",
          "net.(*netFD).readFrom(0xc000014100)",
          "/usr/local/go/src/net/fd_posix.go:61",
          "net.(*UDPConn).ReadFromUDP(0xc00000e028)",
          "/usr/local/go/src/net/udpsock.go:153",
          "main.(*server).run(0xc000010020)",
          "/app/server.go:1388",
          "created by main.main in goroutine 1",
          "/app/main.go:15");

  @Test
  void ofNothingThatIsFoundNobodyIsSure() throws Exception {
    Analysis analysis = explain(SERVER);

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected); // a status must have a word
    assertThat(PlainText.of(analysis).text())
        .startsWith("NothingFound: no lock, channel or pool blocks in 1 goroutines");
    assertThat(Markdown.of(analysis, "pod").text())
        .startsWith("## NothingFound: pod\n")
        .doesNotContain("Suspected");
  }

  @Test
  void aGroupBeginsWithTheApplicationsCallAndEndsWithWhatItWaitsIn() throws Exception {
    assertThat(PlainText.of(explain(SERVER)).text())
        .contains(" 1 x [IO wait] main.(*server).run (server.go:1388) in UDPConn.ReadFromUDP\n");
    assertThat(Markdown.of(explain(SERVER), null).text())
        .contains("1 x [IO wait] main.(*server).run (server.go:1388) in UDPConn.ReadFromUDP\n");
  }

  @Test
  void aCauseNamesTheApplicationsCallBeforeTheLibrarys() throws Exception {
    String waits =
        thread(
            "job-1",
            11,
            "TIMED_WAITING (parking)",
            "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
            "at java.util.concurrent.locks.LockSupport.parkNanos(java.base@21/LockSupport.java:269)",
            "at java.util.concurrent.SynchronousQueue.poll(java.base@21/SynchronousQueue.java:340)",
            "at com.zaxxer.hikari.util.ConcurrentBag.borrow(ConcurrentBag.java:151)",
            "at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:162)",
            "at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:146)",
            "at com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:100)",
            "at org.springframework.jdbc.datasource.DataSourceUtils.fetch(DataSourceUtils.java:160)",
            "at shop.Orders.find(Orders.java:31)",
            "at java.lang.Thread.run(java.base@21/Thread.java:1583)");

    Analysis analysis = explain(Small.java(waits, waits.replace("job-1\" #11", "job-2\" #12")));

    assertThat(analysis.cause())
        .startsWith("2 threads wait in Orders.find (Orders.java:31) for a connection");
    assertThat(analysis.findings().getFirst().participants().getFirst().location())
        .isEqualTo("Orders.java:31");
  }

  @Test
  void aLockThatIsWaitedForInALibraryIsToldWithTheCallOfTheApplication() throws Exception {
    String waits =
        goroutine(
            7,
            "sync.WaitGroup.Wait, 3 minutes",
            "runtime.semacquire1(0xc000020008, 0x0)",
            "/usr/local/go/src/runtime/sema.go:192",
            "sync.(*WaitGroup).Wait(0xc000020008)",
            "/usr/local/go/src/sync/waitgroup.go:118",
            "golang.org/x/sync/errgroup.(*Group).Wait(0xc000020000)",
            "/home/me/go/pkg/mod/golang.org/x/sync@v0.10.0/errgroup/errgroup.go:74",
            "main.Stop()",
            "/app/main.go:31",
            "created by main.main in goroutine 1",
            "/app/main.go:15");
    String member =
        goroutine(
            8,
            "chan send, 3 minutes",
            "main.Stop.func1()",
            "/app/main.go:25",
            "golang.org/x/sync/errgroup.(*Group).Go.func1()",
            "/home/me/go/pkg/mod/golang.org/x/sync@v0.10.0/errgroup/errgroup.go:93",
            "created by golang.org/x/sync/errgroup.(*Group).Go in goroutine 7",
            "/home/me/go/pkg/mod/golang.org/x/sync@v0.10.0/errgroup/errgroup.go:78");

    assertThat(explain(waits + member).cause())
        .startsWith("Stop (main.go:31) in Group.Wait waits for a WaitGroup")
        .doesNotContain("errgroup.go:74");
  }

  private static final String CALM =
      Small.java(thread("works", 50, "RUNNABLE", "at shop.Till.count(Till.java:12)"));

  private static String contended(String address) {
    return Small.java(
        thread(
            "loads",
            10,
            "TIMED_WAITING (sleeping)",
            "at java.lang.Thread.sleep(Native Method)",
            "at shop.Loader.fetch(Loader.java:40)",
            "- locked <%s> (a shop.Loader)".formatted(address)),
        Small.times(
            12,
            i ->
                thread(
                    "use-" + i,
                    20 + i,
                    "BLOCKED (on object monitor)",
                    "at shop.Loader.use(Loader.java:11)",
                    "- waiting to lock <%s> (a shop.Loader)".formatted(address))));
  }

  @Test
  void aSeriesThatWasContendedInMostDumpsSaysSoThoughTheLastIsCalm() throws Exception {
    Analysis analysis =
        explain(
            List.of(
                contended("0x00000000e0001000"),
                contended("0x00000000e0001000"),
                contended("0x00000000e0001000"),
                contended("0x00000000d0001000"),
                contended("0x00000000d0001000"),
                CALM));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.cause())
        .isEqualTo(
            "monitor shop.Loader was contended in 5 of 6 dumps, though the last one is calm");
  }

  @Test
  void aSeriesThatWasContendedOnceIsCalm() throws Exception {
    assertThat(explain(List.of(contended("0x00000000e0001000"), CALM, CALM, CALM)).verdict())
        .isEqualTo(Verdict.NothingFound);
  }
}
