package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Verdict;
import org.junit.jupiter.api.Test;

/** Shapes of thread dumps of others that were taken for what they are not. */
class JavaFalseAlarmTest {
  private static final String[] PUT = {
    "at java.util.concurrent.locks.LockSupport.park(java.base@21/LockSupport.java:371)",
    "at java.util.concurrent.ArrayBlockingQueue.put(java.base@21/ArrayBlockingQueue.java:371)",
    "at shop.Feed.push(Feed.java:12)",
    "at java.lang.Thread.run(java.base@21/Thread.java:1583)"
  };

  @Test
  void thatNothingRunsIsNotSaidWhileAThreadIsInANativeWrite() throws Exception {
    String stuck = Small.times(3, i -> thread("feed-" + i, 30 + i, "WAITING (parking)", PUT));
    String writes =
        thread(
            "log",
            40,
            "RUNNABLE",
            "at java.io.FileOutputStream.writeBytes(java.base@21/Native Method)",
            "at java.io.FileOutputStream.write(java.base@21/FileOutputStream.java:367)",
            "at shop.Log.line(Log.java:9)",
            "at java.lang.Thread.run(java.base@21/Thread.java:1583)");

    assertThat(explain(Small.java(stuck)).findings().getFirst().evidence())
        .contains("no thread of the process runs");
    assertThat(explain(Small.java(stuck, writes)).findings())
        .isNotEmpty()
        .allSatisfy(
            f ->
                assertThat(f.evidence())
                    .noneMatch(e -> e.equals("no thread of the process runs"))
                    .anyMatch(e -> e.contains("1 in a native write, which may go on")));
  }

  @Test
  void acceptorsThatQueueOnOneSocketAreIdle() throws Exception {
    String accepts =
        thread(
            "acceptor-0",
            30,
            "RUNNABLE",
            "at java.net.PlainSocketImpl.socketAccept(Native Method)",
            "at java.net.PlainSocketImpl.accept(PlainSocketImpl.java:390)",
            "- locked <0x00000000e0001000> (a java.net.SocksSocketImpl)",
            "at java.net.ServerSocket.implAccept(ServerSocket.java:453)",
            "at java.net.ServerSocket.accept(ServerSocket.java:421)",
            "at shop.Door.run(Door.java:9)");
    String queue =
        Small.times(
            25,
            i ->
                thread(
                    "acceptor-" + (i + 1),
                    31 + i,
                    "BLOCKED (on object monitor)",
                    "at java.net.PlainSocketImpl.accept(PlainSocketImpl.java:384)",
                    "- waiting to lock <0x00000000e0001000> (a java.net.SocksSocketImpl)",
                    "at java.net.ServerSocket.implAccept(ServerSocket.java:453)",
                    "at java.net.ServerSocket.accept(ServerSocket.java:421)",
                    "at shop.Door.run(Door.java:9)"));

    Analysis analysis = explain(Small.java(accepts, queue));

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.summary().idle()).isEqualTo(26);
    assertThat(analysis.cause()).contains("25 of the idle ones queue for a lock");
  }

  @Test
  void whileAThreadIsBlockedAndItsHolderPrintedItIsNotSaidThatNoLockBlocks() throws Exception {
    String holder =
        thread(
            "crunch",
            30,
            "RUNNABLE",
            "at shop.Till.count(Till.java:12)",
            "- locked <0x00000000e0001000> (a shop.Till)",
            "at shop.Shop.run(Shop.java:9)");
    String blocked =
        thread(
            "ask",
            31,
            "BLOCKED (on object monitor)",
            "at shop.Till.total(Till.java:21)",
            "- waiting to lock <0x00000000e0001000> (a shop.Till)",
            "at shop.Shop.run(Shop.java:9)");

    Analysis analysis = explain(Small.java(holder, blocked));

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.cause())
        .doesNotContain("no lock")
        .contains("at this moment 1 waits for a lock, 1 of them behind \"crunch\" #30")
        .contains("RUNNABLE")
        .contains("Till.java:12");
  }
}
