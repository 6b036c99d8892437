package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.goroutine;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools without a free connection: who has them, and what he waits for. */
class PoolUsersTest {
  private static final String POLLS = "runtime.gopark(0x1, 0x2)";

  private static String[] with(int n, java.util.function.IntFunction<String> each, String... more) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(each.apply(i));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String borrows(int i, String... pool) {
    List<String> calls =
        new ArrayList<>(
            List.of(
                "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
                "at java.util.concurrent.locks.LockSupport.parkNanos(java.base@21/LockSupport.java:269)",
                "at java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.awaitNanos(java.base@21/AbstractQueuedSynchronizer.java:1758)"));
    calls.addAll(List.of(pool));
    calls.add("at shop.Orders.find(Orders.java:31)");
    calls.add("at java.lang.Thread.run(java.base@21/Thread.java:1583)");
    return thread("http-" + i, 100 + i, "TIMED_WAITING (parking)", calls.toArray(String[]::new));
  }

  private static String hikari(int i) {
    return borrows(
        i,
        "at com.zaxxer.hikari.util.ConcurrentBag.borrow(ConcurrentBag.java:151)",
        "at com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:162)");
  }

  private static String reads(int i, String proxy) {
    return thread(
        "http-" + i,
        200 + i,
        "RUNNABLE",
        "at sun.nio.ch.Net.poll(java.base@21/Native Method)",
        "at sun.nio.ch.NioSocketImpl.park(java.base@21/NioSocketImpl.java:191)",
        "at sun.nio.ch.NioSocketImpl.implRead(java.base@21/NioSocketImpl.java:309)",
        "at java.net.Socket$SocketInputStream.read(java.base@21/Socket.java:1099)",
        "at org.postgresql.core.VisibleBufferedInputStream.readMore(VisibleBufferedInputStream.java:192)",
        "at org.postgresql.jdbc.PgPreparedStatement.executeQuery(PgPreparedStatement.java:137)",
        proxy,
        "at shop.Stock.count(Stock.java:77)",
        "at java.lang.Thread.run(java.base@21/Thread.java:1583)");
  }

  @ParameterizedTest
  @CsvSource({
    "com.zaxxer.hikari.util.ConcurrentBag.borrow,"
        + " com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery",
    "org.apache.commons.pool2.impl.GenericObjectPool.borrowObject,"
        + " org.apache.commons.dbcp2.DelegatingPreparedStatement.executeQuery",
    "org.apache.tomcat.jdbc.pool.ConnectionPool.borrowConnection,"
        + " org.apache.tomcat.jdbc.pool.StatementFacade$StatementProxy.invoke",
  })
  void aSilentDatabaseBehindAPoolIsThePeersFault(String borrow, String call) throws Exception {
    Analysis analysis =
        explain(
            Small.java(
                with(
                    12,
                    i -> borrows(i, "at " + borrow + "(Pool.java:151)"),
                    reads(1, "at " + call + "(Proxy.java:52)"),
                    reads(2, "at " + call + "(Proxy.java:52)"))));

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause())
        .isEqualTo(
            "12 threads wait for a connection in Orders.find (Orders.java:31); the 2 that have one"
                + " wait for the answer of a peer in Stock.count (Stock.java:77)");
    assertThat(holders(analysis)).containsExactly("Stock.java:77");
  }

  @Test
  void someWhoWaitForAMomentWhileOthersUseTheirConnectionsAreNoAlarm() throws Exception {
    String call = "at com.zaxxer.hikari.pool.ProxyPreparedStatement.executeQuery(Proxy.java:52)";

    assertThat(
            explain(Small.java(with(4, PoolUsersTest::hikari, reads(1, call), reads(2, call))))
                .verdict())
        .isEqualTo(Verdict.NothingFound);
  }

  @Test
  void whoWaitsForSomethingElseInACallOfAConnectionIsNamed() throws Exception {
    String listens =
        thread(
            "http-9",
            209,
            "WAITING (parking)",
            "at jdk.internal.misc.Unsafe.park(java.base@21/Native Method)",
            "at java.util.concurrent.locks.LockSupport.park(java.base@21/LockSupport.java:221)",
            "at java.util.concurrent.locks.AbstractQueuedSynchronizer.acquire(java.base@21/AbstractQueuedSynchronizer.java:754)",
            "at java.util.concurrent.CountDownLatch.await(java.base@21/CountDownLatch.java:230)",
            "at shop.Audit.written(Audit.java:12)",
            "at com.zaxxer.hikari.pool.ProxyConnection.commit(ProxyConnection.java:377)",
            "at shop.Stock.count(Stock.java:77)",
            "at java.lang.Thread.run(java.base@21/Thread.java:1583)");

    Analysis analysis = explain(Small.java(with(4, PoolUsersTest::hikari, listens)));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.cause())
        .contains("for a connection, and 1 that has one, as it seems, waits in Stock.count");
    assertThat(holders(analysis)).containsExactly("Stock.java:77");
  }

  private static String acquires(int id) {
    return goroutine(
        id,
        "select, 2 minutes",
        POLLS,
        "/usr/local/go/src/runtime/proc.go:435",
        "github.com/jackc/puddle/v2.(*Pool[...]).acquire(0xc000010000, {0x1, 0x2})",
        "/go/pkg/mod/github.com/jackc/puddle/v2@v2.2.2/pool.go:365",
        "github.com/jackc/pgx/v5/pgxpool.(*Pool).Acquire(0xc000010000, {0x1, 0x2})",
        "/go/pkg/mod/github.com/jackc/pgx/v5@v5.7.1/pgxpool/pool.go:555",
        "main.find(0xc000010000)",
        "/app/find.go:31",
        "created by main.main in goroutine 1",
        "/app/main.go:15");
  }

  private static String queries(int id, String state) {
    return goroutine(
        id,
        state,
        POLLS,
        "/usr/local/go/src/runtime/proc.go:435",
        "internal/poll.runtime_pollWait(0x7f, 0x72)",
        "/usr/local/go/src/runtime/netpoll.go:351",
        "internal/poll.(*FD).Read(0xc000020000, {0xc1, 0x1, 0x1})",
        "/usr/local/go/src/internal/poll/fd_unix.go:165",
        "github.com/jackc/pgx/v5/pgconn.(*PgConn).receiveMessage(0xc000030000)",
        "/go/pkg/mod/github.com/jackc/pgx/v5@v5.7.1/pgconn/pgconn.go:580",
        "github.com/jackc/pgx/v5.(*Conn).Exec(0xc000030000, {0x1, 0x2})",
        "/go/pkg/mod/github.com/jackc/pgx/v5@v5.7.1/conn.go:423",
        "main.count(0xc000010000)",
        "/app/count.go:77",
        "created by main.main in goroutine 1",
        "/app/main.go:15");
  }

  @ParameterizedTest
  @CsvSource({"'IO wait, 2 minutes', WaitingOnPeer", "IO wait, NothingFound"})
  void ofFewItIsSaidOnlyWhereAllHaveWaitedForMinutes(String state, Verdict verdict)
      throws Exception {
    Analysis analysis = explain(acquires(7) + acquires(8) + queries(9, state));

    assertThat(analysis.verdict()).isEqualTo(verdict);
    if (verdict == Verdict.WaitingOnPeer) {
      assertThat(analysis.cause())
          .startsWith(
              "2 goroutines wait for a connection in find (find.go:31); the one that has one waits"
                  + " for the answer of a peer in count (count.go:77)");
    }
  }

  private static String asks(int id) {
    return goroutine(
        id,
        "select, 2 minutes",
        POLLS,
        "/usr/local/go/src/runtime/proc.go:435",
        "database/sql.(*DB).conn(0xc000010000, {0x1, 0x2}, 0x1)",
        "/usr/local/go/src/database/sql/sql.go:1369",
        "main.insert(0xc000010000)",
        "/app/insert.go:31",
        "created by main.main in goroutine 1",
        "/app/main.go:15");
  }

  /** The watcher of a transaction was started by whoever has begun it. */
  @Test
  void whoHasBegunATransactionAndAsksForAnotherConnectionIsNamed() throws Exception {
    String watcher =
        goroutine(
            30,
            "select, 2 minutes",
            POLLS,
            "/usr/local/go/src/runtime/proc.go:435",
            "database/sql.(*Tx).awaitDone(0xc000040000)",
            "/usr/local/go/src/database/sql/sql.go:2212",
            "created by database/sql.(*DB).beginDC in goroutine 8",
            "/usr/local/go/src/database/sql/sql.go:1938");

    Analysis analysis = explain(asks(7) + asks(8) + asks(9) + watcher);
    Analysis apart = explain(asks(7) + asks(8).replace(":31", ":45") + asks(9) + watcher);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.cause()).endsWith(", and goroutine 8 among them inside a transaction");
    assertThat(holders(apart)).containsExactly("insert.go:45");
    assertThat(apart.cause())
        .endsWith(", and 1 that has one, as it seems, waits in insert (insert.go:45)");
    assertThat(explain(asks(7) + asks(8) + asks(9)).cause()).contains("not to be seen");
  }

  private static List<String> holders(Analysis analysis) {
    return analysis.findings().getFirst().participants().stream()
        .filter(p -> p.role() == Role.HOLDER)
        .map(Finding.Participant::location)
        .distinct()
        .toList();
  }
}
