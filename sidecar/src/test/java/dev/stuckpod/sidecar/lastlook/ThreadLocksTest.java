package dev.stuckpod.sidecar.lastlook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadLocksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\t- waiting to lock <0x00000000ff0c8c98> (a java.lang.Object)",
        "\t- waiting to re-lock in wait() <0x00000000ff0c8c98> (a java.lang.Object)",
        "\t- parking to wait for  <0x00000000f0> (a"
            + " java.util.concurrent.locks.ReentrantLock$NonfairSync)",
        "\t- parking to wait for  <0xf0> (a"
            + " java.util.concurrent.locks.ReentrantReadWriteLock$FairSync)",
      })
  void aLockIsWaitedFor(String line) throws IOException {
    assertThat(count("\"main\" #1\n" + line + "\n\n" + line + "\n", 10)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\t- locked <0x00000000ff0c8c98> (a java.lang.Object)",
        "\t- waiting on <0x00000000ff0c8c98> (a java.lang.ref.ReferenceQueue$Lock)",
        "\t- parking to wait for  <0xf0> (a"
            + " java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject)",
        "\t- parking to wait for  <0xf0> (a java.util.concurrent.SynchronousQueue$TransferStack)",
        "\t- parking to wait for  <0xf0> (a java.util.concurrent.CountDownLatch$Sync)",
        "\"- waiting to lock <0x1> (a b)\" #12 daemon",
      })
  void nothingIsThatAPoolAtRestWaitsFor(String line) throws IOException {
    assertThat(count("\"main\" #1\n" + line + "\n", 10)).isZero();
  }

  @Test
  void noMoreAreCountedThanAreAskedFor() throws IOException {
    assertThat(count("\t- waiting to lock <0x1> (a b)\n".repeat(9), 3)).isEqualTo(3);
  }

  @Test
  void thoseThatAreToldOfAgainAreCountedOnce() throws IOException {
    String line = "\t- waiting to lock <0x1> (a b)\n";
    assertThat(count(line + "\nFound one Java-level deadlock:\n=====\n" + line, 9)).isEqualTo(1);
  }

  @Test
  void aLineWithoutAnEndIsNotKept() throws IOException {
    assertThat(count("x".repeat(1 << 20) + "\n\t- waiting to lock <0x1> (a b)\n", 3)).isEqualTo(1);
  }

  private static int count(String text, int most) throws IOException {
    return ThreadLocks.count(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), most);
  }
}
