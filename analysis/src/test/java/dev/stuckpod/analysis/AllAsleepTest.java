package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What becomes of the Go runtime's own message that all goroutines are asleep. */
class AllAsleepTest {
  private static final String MESSAGE = "fatal error: all goroutines are asleep - deadlock!\n\n";

  private static final String LONE_LOCK =
      """
      goroutine 1 [sync.Mutex.Lock]:
      internal/sync.runtime_SemacquireMutex(0xc000012010?, 0x30?, 0x9?)
      \t/usr/local/go/src/runtime/sema.go:95 +0x25
      internal/sync.(*Mutex).lockSlow(0xc000012018)
      \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15a
      sync.(*Mutex).Lock(...)
      \t/usr/local/go/src/sync/mutex.go:46
      main.main()
      \t/app/main.go:13 +0xa5

      """;

  private static final String LONE_GROUP =
      """
      goroutine 1 [sync.WaitGroup.Wait]:
      sync.runtime_SemacquireWaitGroup(0xc000052701?)
      \t/usr/local/go/src/runtime/sema.go:110 +0x2c
      sync.(*WaitGroup).Wait(0xc00000e0a0)
      \t/usr/local/go/src/sync/waitgroup.go:118 +0x70
      main.main()
      \t/app/main.go:22 +0x64

      """;

  private static final String SENDER =
      """
      goroutine 18 [chan send]:
      main.(*Hub).send(0xc000014240)
      \t/app/hub.go:31 +0x4b
      created by main.main in goroutine 1
      \t/app/main.go:15 +0x105

      """;

  @Test
  void aLockThatNobodyIsLeftToGiveBackIsADeadlock() throws Exception {
    assertThat(analyze(LONE_LOCK).verdict()).isEqualTo(Verdict.Inconclusive);

    Analysis analysis = analyze(MESSAGE + LONE_LOCK);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.cause())
        .isEqualTo(
            "the Go runtime says that all goroutines are asleep: 1 goroutine waits for Mutex"
                + " 0xc000012018, and who holds what is not to be seen");
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("orphan-lock");
    assertThat(analysis.findings().getFirst().category()).isEqualTo(FindingClass.RESOURCE);
    assertThat(analysis.findings().getFirst().suggestion())
        .isEqualTo("A function returned without Unlock, or takes the lock twice: main.go:13.");
  }

  @Test
  void aGroupWithoutMembersIsADeadlock() throws Exception {
    assertThat(analyze(LONE_GROUP).verdict()).isEqualTo(Verdict.NothingFound);

    Analysis analysis = analyze(MESSAGE + LONE_GROUP);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("waitgroup");
    assertThat(analysis.findings().getFirst().category()).isEqualTo(FindingClass.COMMUNICATION);
  }

  @Test
  void aLockAndAChannelAreMixed() throws Exception {
    Analysis analysis = analyze(MESSAGE + LONE_LOCK + SENDER);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.findings().getFirst().category()).isEqualTo(FindingClass.MIXED);
  }

  @Test
  void isEvidenceForWhatExplainsIt() throws Exception {
    Analysis alone = analyze(LONE_GROUP + SENDER);

    Analysis analysis = analyze(MESSAGE + LONE_GROUP + SENDER);

    assertThat(analysis.cause()).isEqualTo(alone.cause());
    assertThat(analysis.confidence()).isEqualTo(alone.confidence());
    assertThat(analysis.findings()).hasSize(1);
    assertThat(analysis.findings().getFirst().evidence())
        .contains("the Go runtime says that all goroutines are asleep");
  }

  @Test
  void startsADumpOfItsOwnAfterAnotherOne() throws Exception {
    Analysis analysis =
        analyze(MESSAGE + LONE_GROUP + SENDER + "exit status 2\n" + MESSAGE + LONE_LOCK);

    assertThat(analysis.summary().routines()).isEqualTo(1);
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("orphan-lock");
  }

  @Test
  void isSeenBehindThePrefixOfALog() throws Exception {
    Analysis analysis = analyze((MESSAGE + LONE_GROUP).replaceAll("(?m)^", "shop-1  | "));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
  }

  @Test
  void saysNothingOfALaterDump() throws Exception {
    Analysis analysis =
        analyze(MESSAGE + "SIGQUIT: quit\nPC=0x47 m=0 sigcode=0\n\n" + LONE_GROUP + "rip 0x47\n");

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
  }

  @Test
  void aloneIsAnIncompleteDump() throws Exception {
    Analysis analysis = analyze(MESSAGE);

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems()).containsExactly("no goroutine follows the runtime's message");
  }

  private static Analysis analyze(String dump) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }
}
