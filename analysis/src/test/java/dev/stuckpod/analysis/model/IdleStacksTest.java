package dev.stuckpod.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdleStacksTest {
  private static final String PENDING = "net/http.(*persistConn).writeLoop";

  @Test
  void knowsAStackWithOrWithoutTheRuntimesCalls() {
    assertThat(isIdle("select", PENDING)).isTrue();
    assertThat(isIdle("select", "runtime.gopark", "runtime.selectgo", PENDING)).isTrue();
  }

  @Test
  void leavesALoopAloneThatIsAtWork() {
    assertThat(isIdle("IO wait", "internal/poll.(*FD).Write", PENDING)).isFalse();
    assertThat(isIdle("select", "main.callback", PENDING)).isFalse();
  }

  @Test
  void knowsACopyInAnotherPackage() {
    String wait = "io.netty.channel.epoll.Native.epollWait";
    assertThat(isIdle("RUNNABLE", wait)).isTrue();
    assertThat(isIdle("RUNNABLE", "com.example.shaded." + wait)).isTrue();
  }

  @Test
  void knowsAVendoredCopyAndOneUnderAnotherName() {
    for (String logger : new String[] {"github.com/golang/glog", "shop/util/log", "k8s.io/klog"}) {
      assertThat(isIdle("chan receive", logger + ".(*loggingT).flushDaemon")).isTrue();
      assertThat(isIdle("chan receive", "shop/vendor/" + logger + ".(*loggingT).flushDaemon"))
          .isTrue();
    }
    String copy = "shop/vendor/github.com/syndtr/goleveldb/leveldb.(*DB).";
    assertThat(isIdle("select", copy + "mpoolDrain")).isTrue();
    assertThat(isIdle("select", copy + "Write")).isFalse();
  }

  @Test
  void leavesACallbackOfAKnownLoopAlone() {
    String loop = "shop/p2p/discover.(*Table).loop";
    assertThat(isIdle("select", loop)).isTrue();
    assertThat(isIdle("sync.Mutex.Lock", "sync.(*Mutex).Lock", loop)).isFalse();
    assertThat(isIdle("select", "main.(*Hub).send", loop)).isFalse();
  }

  @Test
  void asksForTheDirectCallerWhereTheFileDoes() {
    String take = "java.util.concurrent.ArrayBlockingQueue.take";
    String worker = "ch.qos.logback.core.AsyncAppenderBase$Worker.run";
    assertThat(isIdle("WAITING (parking)", take, worker)).isTrue();
    assertThat(isIdle("WAITING (parking)", take, "com.example.Appender.append", worker)).isFalse();
    assertThat(isIdle("WAITING (parking)", take, "com.example.Client.answer")).isFalse();
  }

  @Test
  void tellsWaitingFromTheTopOfTheStackWhereNoStateIsPrinted() {
    assertThat(isIdle("unknown", PENDING)).isTrue();
    assertThat(isIdle("unknown", "net.(*conn).Write", PENDING)).isFalse();
    String accept = "net.(*netFD).accept";
    assertThat(isIdle("unknown", "internal/poll.runtime_pollWait", accept)).isTrue();
    assertThat(isIdle("unknown", "syscall.Syscall", accept)).isFalse();
  }

  @Test
  void knowsAWorkerOnlyWhereItParksForWork() {
    String park = "java.util.concurrent.locks.LockSupport.park";
    String worker = "java.util.concurrent.ForkJoinPool.runWorker";
    assertThat(isIdle("WAITING (parking)", "jdk.internal.misc.Unsafe.park", park, worker)).isTrue();
    assertThat(isIdle("WAITING (parking)", park, "shop.Till.serve", worker)).isFalse();
    assertThat(isIdle("RUNNABLE", "shop.Till.serve", worker)).isFalse();
  }

  @Test
  void knowsTheThreadsThatWaitForReferences() {
    String wait = "java.lang.Object.wait";
    String handler = "java.lang.ref.Reference$ReferenceHandler.run";
    assertThat(isIdle("WAITING (on object monitor)", wait, wait, handler)).isTrue();
    assertThat(isIdle("RUNNABLE", "java.lang.ref.ReferenceQueue.enqueue", handler)).isFalse();
    String queue = "java.lang.ref.NativeReferenceQueue.";
    String remove = "java.lang.ref.ReferenceQueue.remove0";
    assertThat(isIdle("", "java.lang.Object.wait0", queue + "await", remove, queue + "remove"))
        .isTrue();
  }

  @Test
  void knowsASleepBetweenTwoRoundsOnAnyJdkButNotARound() {
    String sleep = "java.lang.Thread.sleep";
    String rounds = "org.apache.catalina.core.ContainerBase$ContainerBackgroundProcessor.run";
    assertThat(isIdle("TIMED_WAITING (sleeping)", sleep, rounds)).isTrue();
    assertThat(isIdle("TIMED_WAITING (sleeping)", "java.lang.Thread.sleep0", sleep, rounds))
        .isTrue();
    assertThat(isIdle("TIMED_WAITING (sleeping)", sleep, "shop.Till.tidy", rounds)).isFalse();
  }

  private static boolean isIdle(String state, String... functions) {
    var frames = Arrays.stream(functions).map(f -> new Frame(f, "", 0)).toList();
    boolean java = state.isEmpty() || Character.isUpperCase(state.charAt(0));
    return IdleStacks.isIdle(
        java ? HotSpotDialect.HOTSPOT : GoDialect.GO, new StackTrace(frames, null), state);
  }
}
