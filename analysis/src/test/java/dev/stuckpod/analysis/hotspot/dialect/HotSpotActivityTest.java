package dev.stuckpod.analysis.hotspot.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotSpotActivityTest {
  private static final String TILL = "shop.Till.serve:Till.java";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun.nio.ch.ServerSocketChannelImpl.accept0",
        "sun.nio.ch.UnixDomainSockets.accept0",
        "sun.nio.ch.KQueueArrayWrapper.kevent0",
        "sun.nio.ch.WEPoll.wait",
        "sun.nio.ch.WindowsSelectorImpl$SubSelector.poll0",
        "sun.nio.ch.Iocp.getQueuedCompletionStatus",
        "sun.nio.fs.WindowsNativeDispatcher.GetQueuedCompletionStatus0",
        "sun.nio.ch.DatagramChannelImpl.receive0",
        "java.net.PlainDatagramSocketImpl.receive0",
        "java.net.DualStackPlainDatagramSocketImpl.socketReceiveOrPeekData",
        "java.net.DualStackPlainSocketImpl.waitForConnect",
        "java.net.TwoStacksPlainSocketImpl.socketAccept",
        "java.io.FileInputStream.read0",
        "sun.awt.windows.WToolkit.eventLoop"
      })
  void waitsForTheOutsideInANativeMethodWhateverThePlatform(String call) {
    assertThat(activity("RUNNABLE", call)).isEqualTo(Activity.READS);
  }

  @Test
  void writesWhatItForcesToDisk() {
    assertThat(activity("RUNNABLE", "sun.nio.ch.FileDispatcherImpl.force0"))
        .isEqualTo(Activity.WRITES);
  }

  @Test
  void waitsInAnUnknownNativeMethodOfTheNetworkThatIsCalledByItsOwnCode() {
    String wait = "sun.nio.ch.ChimeImpl.await0";
    assertThat(activity("RUNNABLE", wait, "sun.nio.ch.ChimeImpl.await:ChimeImpl.java", TILL))
        .isEqualTo(Activity.READS);
    assertThat(activity("RUNNABLE", wait, TILL)).isEqualTo(Activity.RUNS);
  }

  @Test
  void runsWhereNoClassHasItsSourceSoThatNativeMethodsLookLikeOthers() {
    assertThat(activity("RUNNABLE", "sun.nio.ch.ChimeImpl.count", "sun.nio.ch.ChimeImpl.await"))
        .isEqualTo(Activity.RUNS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.System.arraycopy",
        "java.util.zip.Inflater.inflateBytes",
        "sun.nio.ch.NativeThread.signal",
        "sun.nio.ch.EPoll.ctl",
        "shop.Drawer.open0"
      })
  void runsInANativeMethodThatComputesOrThatIsNotKnown(String call) {
    String caller = "java.util.zip.Inflater.inflate:Inflater.java";
    assertThat(activity("RUNNABLE", call, caller, TILL)).isEqualTo(Activity.RUNS);
  }

  @Test
  void tellsFromTheInnermostCallWhatAThreadDoesWhoseStateIsNotPrinted() {
    assertThat(activity("", TILL)).isEqualTo(Activity.RUNS);
    assertThat(activity("", "jdk.internal.misc.Unsafe.park", TILL)).isEqualTo(Activity.WAITS);
    assertThat(activity("", "java.lang.VirtualThread.park", TILL)).isEqualTo(Activity.WAITS);
    assertThat(activity("", "java.lang.Object.wait0", TILL)).isEqualTo(Activity.WAITS);
    assertThat(activity("", "java.lang.Thread.sleep0", TILL)).isEqualTo(Activity.SLEEPS);
    assertThat(activity("", "sun.nio.ch.SocketDispatcher.read0")).isEqualTo(Activity.READS);
    assertThat(activity("")).isEqualTo(Activity.WAITS);
  }

  @Test
  void tellsAParkWithALimitFromOneWithoutWhereNoStateIsPrinted() {
    String unsafe = "jdk.internal.misc.Unsafe.park";
    String nanos = "java.util.concurrent.locks.LockSupport.parkNanos";
    assertThat(activity("", unsafe, nanos, "java.util.concurrent.DelayQueue.poll", TILL))
        .isEqualTo(Activity.SLEEPS);
    assertThat(activity("", unsafe, nanos, TILL)).isEqualTo(Activity.RUNS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNABLE", "runnable", "waiting on condition", "sleeping"})
  void sleepsInSleepWhateverTheHeaderSays(String state) {
    assertThat(activity(state, "java.lang.Thread.sleep", TILL)).isEqualTo(Activity.SLEEPS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNABLE", "runnable", "in Object.wait()"})
  void waitsInWaitWhateverTheHeaderSays(String state) {
    assertThat(activity(state, "java.lang.Object.wait", TILL)).isEqualTo(Activity.WAITS);
  }

  @Test
  void readsWhereAHeaderWithoutAStateLineSaysRunnable() {
    assertThat(activity("runnable", "java.net.SocketInputStream.socketRead0", TILL))
        .isEqualTo(Activity.READS);
    assertThat(activity("runnable", TILL)).isEqualTo(Activity.RUNS);
  }

  private static Activity activity(String state, String... calls) {
    var frames =
        Arrays.stream(calls)
            .map(c -> c.split(":"))
            .map(c -> new Frame(c[0], c.length > 1 ? c[1] : "", c.length > 1 ? 5 : 0))
            .toList();
    return HotSpotActivity.of(state, frames);
  }
}
