package dev.stuckpod.analysis.hotspot.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.hotspot.dialect.HotSpotDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HotSpotDumpParserTest {
  private static final LockRef VAULT = new LockRef("0x00000000ffd17e08", "java.lang.Object");
  private static final LockRef LEDGER =
      new LockRef("0x00000000ffd17f20", "java.util.concurrent.locks.ReentrantLock$NonfairSync");

  @ParameterizedTest
  @CsvSource({
    "branch-jdk25.threadprint.txt, 26",
    "branch-jdk25.sigquit.txt, 26",
    "till-deadlock-jdk25.threadprint.txt, 52",
    "till-deadlock-jdk25.sigquit.txt, 52"
  })
  void countsThreadsByTheirHeaders(String name, int threads) throws Exception {
    Dump dump = read(text(name));

    assertThat(dump.runtime()).isEqualTo(HotSpotDialect.HOTSPOT);
    assertThat(dump.version()).isEqualTo("25.0.3+9-LTS");
    assertThat(dump.routines()).isEqualTo(threads);
    assertThat(dump.groups().stream().mapToInt(Group::count).sum()).isEqualTo(threads);
    assertThat(dump.states().values().stream().mapToInt(n -> n).sum()).isEqualTo(threads);
    assertThat(dump.complete()).isTrue();
    assertThat(dump.problems()).isEmpty();
  }

  @Test
  void readsMonitorsAndSynchronizersOfAThread() throws Exception {
    Dump dump = read(text("branch-jdk25.threadprint.txt"));
    Group deposit = thread(dump, "\"deposit\" #23");
    Group audit = thread(dump, "\"audit\" #24");

    assertThat(deposit.state()).isEqualTo("WAITING (parking)");
    assertThat(uses(deposit))
        .containsExactly(new LockUse(LEDGER, How.PARKING, 0), new LockUse(VAULT, How.LOCKED, 6));
    assertThat(deposit.stack().frames().get(6))
        .isEqualTo(new Frame("Branch.deposit", "Branch.java", 33));
    assertThat(audit.state()).isEqualTo("BLOCKED (on object monitor)");
    assertThat(uses(audit))
        .containsExactly(
            new LockUse(VAULT, How.WAITING_TO_LOCK, 0), new LockUse(LEDGER, How.OWNS, -1));
  }

  @Test
  void keepsModulesAndPlaceholdersOutOfFileNames() throws Exception {
    Group deposit = thread(read(text("branch-jdk25.threadprint.txt")), "\"deposit\" #23");

    assertThat(deposit.stack().frames())
        .extracting(Frame::function, Frame::file, Frame::line)
        .contains(
            tuple("jdk.internal.misc.Unsafe.park", "", 0),
            tuple("Branch$$Lambda/0x0000000083040210.run", "", 0),
            tuple("java.lang.Thread.run", "Thread.java", 1474));
  }

  @Test
  void readsNamesWithQuotes() throws Exception {
    Group clerk = thread(read(text("branch-jdk25.sigquit.txt")), "\"the \"quiet\" #1 clerk\" #26");

    assertThat(clerk.state()).isEqualTo("WAITING (on object monitor)");
    assertThat(uses(clerk)).extracting(LockUse::how).containsExactly(How.WAITING_ON, How.LOCKED);
  }

  @Test
  void putsTheFramesOfAMountedVirtualThreadOnTopOfItsCarrier() throws Exception {
    Group carrier =
        thread(read(text("branch-jdk25.threadprint.txt")), "\"ForkJoinPool-1-worker-1\" #29");

    assertThat(carrier.state()).isEqualTo("Carrying virtual thread");
    assertThat(carrier.stack().frames().getFirst().function()).isEqualTo("Branch.count");
    assertThat(carrier.stack().frames().getLast().function())
        .isEqualTo("java.util.concurrent.ForkJoinWorkerThread.run");
  }

  @Test
  void movesLocksAlongWithTheFramesOfAMountedVirtualThread() throws Exception {
    String frame = "\tat Branch.count(Branch.java:69)\n";
    String locked = "\t- locked <0x00000000ffd17e10> (a java.lang.Object)\n";
    String dump = text("branch-jdk25.threadprint.txt").replace(frame, frame + locked);

    assertThat(uses(thread(read(dump), "\"ForkJoinPool-1-worker-1\" #29")))
        .containsExactly(
            new LockUse(new LockRef("0x00000000ffd17e10", "java.lang.Object"), How.LOCKED, 0));
  }

  @Test
  void knowsThreadsOfTheJvmAsIdle() throws Exception {
    Dump dump = read(text("branch-jdk25.threadprint.txt"));

    assertThat(dump.groups().stream().filter(g -> !g.idle()).flatMap(g -> g.ids().stream()))
        .containsExactlyInAnyOrder(
            "\"deposit\" #23",
            "\"audit\" #24",
            "\"withdraw\" #25",
            "\"the \"quiet\" #1 clerk\" #26",
            "\"ForkJoinPool-1-worker-1\" #29");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "waiting to re-lock in wait() <0x01> (a A$B) | WAITING_TO_RELOCK | 0x01 | A$B",
        "locked <0x01> (a java.lang.Class for A) | LOCKED | 0x01 | java.lang.Class for A",
        "parking to wait for  <0x01> (a A) | PARKING | 0x01 | A",
        "waiting on the Class initialization monitor for a.B$C | CLASS_INIT | '' | a.B$C"
      })
  void readsLinesAboutLocks(String line, How how, String address, String type) {
    byte[] b = Bytes.of(line);

    assertThat(HotSpotLocks.parse(b, 0, b.length, 3))
        .isEqualTo(new LockUse(new LockRef(address, type), how, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "None",
    "waiting on <no object reference available>",
    "eliminated <owner is scalar replaced> (a A)",
    "eliminated <0x01> (a A)",
    "locked <0x01"
  })
  void leavesOutLinesThatNameNoLock(String line) {
    byte[] b = Bytes.of(line);

    assertThat(HotSpotLocks.parse(b, 0, b.length, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Full thread dump OpenJDK 64-Bit Server VM (25.412-b08 mixed mode): | 8u412",
        "Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing): | 17.0.15+6",
        "Full thread dump OpenJDK 64-Bit Server VM (28-ea+3-123 mixed mode): | 28-ea+3-123"
      })
  void readsTheVersionOfTheJdk(String line, String version) {
    assertThat(HotSpotVersions.of(line)).isEqualTo(version);
  }

  @Test
  void saysWhichPartIsMissing() throws Exception {
    String whole = text("branch-jdk25.sigquit.txt");
    Dump cut = read(whole.substring(0, whole.indexOf("\"audit\" #24")));

    assertThat(cut.complete()).isFalse();
    assertThat(cut.problems())
        .anyMatch(p -> p.startsWith("the dump ends early"))
        .anyMatch(p -> p.matches("the JVM lists \\d+ threads, the dump shows \\d+ of them"));
  }

  @Test
  void explainsTheLastOfSeveralDumps() throws Exception {
    Dump dump = read(text("till-deadlock-jdk25.sigquit.txt") + text("branch-jdk25.sigquit.txt"));

    assertThat(dump.routines()).isEqualTo(26);
    assertThat(dump.problems()).containsExactly("the input has 2 dumps; the last one is explained");
  }

  private static Group thread(Dump dump, String id) {
    return dump.groups().stream().filter(g -> g.ids().contains(id)).findFirst().orElseThrow();
  }

  private static List<LockUse> uses(Group group) {
    return group.cohorts().stream().map(Cohort::uses).findFirst().orElseThrow();
  }

  private static Dump read(String text) throws Exception {
    return Platforms.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Limits.DEFAULT);
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HotSpotDumpParserTest.class.getResourceAsStream("/dumps/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
