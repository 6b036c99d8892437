package dev.stuckpod.analysis;

import static dev.stuckpod.analysis.Small.explain;
import static dev.stuckpod.analysis.Small.goroutine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import org.junit.jupiter.api.Test;

/** Shapes of goroutine dumps of others that were taken for what they are not. */
class GoFalseAlarmTest {
  private static final String MAIN =
      goroutine(1, "chan receive, 3 minutes", "main.main()", "/app/main.go:20");

  @Test
  void aNilChannelThatNobodyIsSeenToNeedIsSuspectedOnly() throws Exception {
    String parked =
        goroutine(
            18,
            "chan receive (nil chan), 3 minutes",
            "main.(*Fixture).park(0xc000010020)",
            "/app/fixture.go:7",
            "created by main.main in goroutine 1",
            "/app/main.go:15");

    Finding finding = explain(MAIN + parked).findings().getFirst();

    assertThat(finding.rule()).isEqualTo("NilChannel");
    assertThat(finding.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(finding.guess()).isTrue();
  }

  @Test
  void aNilChannelAtWhichMainWaitsIsProven() throws Exception {
    Analysis analysis =
        explain(
            goroutine(1, "chan receive (nil chan), 3 minutes", "main.main()", "/app/main.go:20"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
  }

  @Test
  void aNilChannelAtWhichTheHolderOfALockWaitsIsProven() throws Exception {
    String holder =
        goroutine(
            18,
            "chan receive (nil chan), 3 minutes",
            "main.(*Till).sell(0xc000010020)",
            "/app/till.go:12",
            "created by main.main in goroutine 1",
            "/app/main.go:15");
    String waiter =
        goroutine(
            19,
            "sync.Mutex.Lock, 3 minutes",
            "runtime.semacquire1(0xc000010024, 0x0)",
            "/go/src/runtime/sema.go:192",
            "sync.(*Mutex).lockSlow(0xc000010020)",
            "/go/src/sync/mutex.go:149",
            "sync.(*Mutex).Lock(...)",
            "/go/src/sync/mutex.go:70",
            "main.(*Till).sell(0xc000010020)",
            "/app/till.go:9",
            "created by main.main in goroutine 1",
            "/app/main.go:15");

    Analysis analysis = explain(MAIN + holder + waiter);

    assertThat(analysis.findings())
        .anySatisfy(
            f -> {
              assertThat(f.rule()).isEqualTo("NilChannel");
              assertThat(f.confidence()).isEqualTo(Confidence.Proven);
            });
  }

  private static final String SENDER =
      goroutine(
          20,
          "chan send, 5 minutes",
          "main.(*Job).report(0xc000010020)",
          "/app/job.go:31",
          "created by main.(*Job).start in goroutine 19",
          "/app/job.go:12");

  private static final String COMMAND =
      goroutine(
          19,
          "chan receive, 5 minutes",
          "os/exec.(*Cmd).awaitGoroutines(0xc0000a0000, 0x0)",
          "/usr/local/go/src/os/exec/exec.go:956",
          "os/exec.(*Cmd).Wait(0xc0000a0000)",
          "/usr/local/go/src/os/exec/exec.go:923",
          "main.(*Job).start(0xc000010020)",
          "/app/job.go:14",
          "created by main.main in goroutine 1",
          "/app/main.go:15");

  private static final String COPIER =
      goroutine(
          21,
          "IO wait, 5 minutes",
          "internal/poll.runtime_pollWait(0x7f1, 0x72)",
          "/usr/local/go/src/runtime/netpoll.go:351",
          "os.(*File).Read(0xc000012018, {0xc0000b4000, 0x8000, 0x8000})",
          "/usr/local/go/src/os/file.go:124",
          "io.copyBuffer({0x1, 0x2}, {0x3, 0x4})",
          "/usr/local/go/src/io/io.go:429",
          "os/exec.(*Cmd).writerDescriptor.func1()",
          "/usr/local/go/src/os/exec/exec.go:596",
          "created by os/exec.(*Cmd).Start in goroutine 19",
          "/usr/local/go/src/os/exec/exec.go:749");

  @Test
  void aCommandWhoseChildKeepsItsOutputOpenIsThePeersFaultAndNoStuckSender() throws Exception {
    Analysis analysis = explain(MAIN + SENDER + COMMAND + COPIER);

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.findings()).extracting(Finding::rule).doesNotContain("StuckSender");
    assertThat(analysis.cause()).contains("start (job.go:14)").contains("still has it open");
  }

  @Test
  void aCommandThatStillRunsIsNoFinding() throws Exception {
    String waits =
        goroutine(
            19,
            "syscall, 5 minutes",
            "syscall.Syscall6(0xf7, 0x1, 0x2a)",
            "/usr/local/go/src/syscall/syscall_linux.go:95",
            "os.(*Process).Wait(...)",
            "/usr/local/go/src/os/exec.go:134",
            "os/exec.(*Cmd).Wait(0xc0000a0000)",
            "/usr/local/go/src/os/exec/exec.go:906",
            "main.(*Job).start(0xc000010020)",
            "/app/job.go:14",
            "created by main.main in goroutine 1",
            "/app/main.go:15");

    assertThat(explain(MAIN + waits + COPIER).verdict()).isEqualTo(Verdict.NothingFound);
  }

  /** Two batches run the same code; only the first one's members cannot end. */
  @Test
  void membersAreThoseWhomTheWaitingGoroutineHasStarted() throws Exception {
    String dump =
        MAIN
            + waitsForGroup(30, "0xc000020008")
            + waitsForGroup(40, "0xc000030008")
            + member(31, "chan send, 5 minutes", 30)
            + member(41, "IO wait, 5 minutes", 40);

    Analysis analysis = explain(dump);

    assertThat(analysis.findings()).hasSize(1);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.rule()).isEqualTo("GroupWait");
    assertThat(finding.participants())
        .flatExtracting(Finding.Participant::ids)
        .containsExactlyInAnyOrder("30", "31");
  }

  /** Two calls run the same code; the free workers of the other one serve nobody here. */
  @Test
  void workersAreThoseWhomTheHolderHasStarted() throws Exception {
    String holder =
        goroutine(
            30,
            "chan send, 5 minutes",
            "main.process(0xc000010020)",
            "/app/process.go:40",
            "main.request()",
            "/app/main.go:30");
    String workers =
        Small.times(2, i -> worker(31 + i, "sync.Mutex.Lock, 5 minutes", 30))
            + Small.times(2, i -> worker(41 + i, "chan receive", 40));

    Finding finding = explain(MAIN + holder + workers).findings().getFirst();

    assertThat(finding.rule()).isEqualTo("LockAcrossWait");
    assertThat(finding.title()).contains("its own pool, whose 2 of 2 workers wait");
    assertThat(finding.evidence())
        .contains("the workers were started by the very goroutine that holds the lock");
  }

  private static String worker(int id, String state, int starter) {
    String by = "created by main.process in goroutine %d".formatted(starter);
    return state.startsWith("chan")
        ? goroutine(
            id, state, "main.process.func1()", "/app/process.go:20", by, "/app/process.go:18")
        : goroutine(
            id,
            state,
            "sync.(*Mutex).Lock(...)",
            "/go/src/sync/mutex.go:70",
            "main.process(0xc000010020)",
            "/app/process.go:35",
            "main.process.func1()",
            "/app/process.go:22",
            by,
            "/app/process.go:18");
  }

  private static String waitsForGroup(int id, String group) {
    return goroutine(
        id,
        "sync.WaitGroup.Wait, 5 minutes",
        "runtime.semacquire1(%s, 0x0)".formatted(group),
        "/go/src/runtime/sema.go:192",
        "sync.(*WaitGroup).Wait(%s)".formatted(group),
        "/go/src/sync/waitgroup.go:118",
        "main.batch()",
        "/app/batch.go:20",
        "created by main.main in goroutine 1",
        "/app/main.go:15");
  }

  private static String member(int id, String state, int starter) {
    return goroutine(
        id,
        state,
        "main.batch.func1()",
        "/app/batch.go:%d".formatted(state.startsWith("chan") ? 14 : 13),
        "created by main.batch in goroutine %d".formatted(starter),
        "/app/batch.go:12");
  }

  /** That an object has both a lock and a loop without work names no holder. */
  @Test
  void anIdleRangeLoopIsNotNamedAsTheHolder() throws Exception {
    String loop =
        goroutine(
            18,
            "chan receive, 5 minutes",
            "runtime.gopark(0x1, 0x2)",
            "/go/src/runtime/proc.go:435",
            "runtime.chanrecv2(0xc000050060, 0x0)",
            "/go/src/runtime/chan.go:514",
            "main.(*Hub).run(0xc000010000)",
            "/app/hub.go:40",
            "created by main.NewHub in goroutine 1",
            "/app/hub.go:12");
    String waiters =
        Small.times(
            3,
            i ->
                goroutine(
                    20 + i,
                    "sync.Mutex.Lock, 5 minutes",
                    "runtime.semacquire1(0xc000010014, 0x0)",
                    "/go/src/runtime/sema.go:192",
                    "sync.(*Mutex).lockSlow(0xc000010010)",
                    "/go/src/sync/mutex.go:149",
                    "main.(*Hub).join(0xc000010000)",
                    "/app/hub.go:61",
                    "created by main.main in goroutine 1",
                    "/app/main.go:15"));

    Analysis analysis = explain(MAIN + loop + waiters);

    assertThat(analysis.findings()).extracting(Finding::rule).containsExactly("OrphanLock");
    assertThat(analysis.cause()).contains("no holder is visible");
  }

  private static final String TWICE =
      goroutine(
          20,
          "sync.Mutex.Lock, 5 minutes",
          "runtime.semacquire1(0xc000010014, 0x0)",
          "/go/src/runtime/sema.go:192",
          "sync.(*Mutex).lockSlow(0xc000010010)",
          "/go/src/sync/mutex.go:149",
          "main.(*Shelf).count(0xc000010010)",
          "/app/shelf.go:61",
          "main.(*Shelf).putLocked(0xc000010010)",
          "/app/shelf.go:31",
          "created by main.main in goroutine 1",
          "/app/main.go:15");

  @Test
  void ofADumpThatLacksAPartItIsNotSaidThatNobodyElseCanHoldALock() throws Exception {
    String cut = "goroutine 77 [chan receive]:\nmain.(*She";

    Analysis whole = explain(MAIN + TWICE);
    Analysis part = explain(MAIN + TWICE + cut);

    assertThat(whole.findings().getFirst().evidence())
        .contains("no other goroutine of the dump can hold the lock");
    assertThat(whole.confidence()).isEqualTo(Confidence.Strong);
    assertThat(part.complete()).isFalse();
    assertThat(part.findings().getFirst().rule()).isEqualTo("SelfWait");
    assertThat(part.findings().getFirst().evidence())
        .noneMatch(e -> e.contains("no other goroutine"))
        .anyMatch(e -> e.contains("a part of the dump is missing"));
    assertThat(part.confidence()).isEqualTo(Confidence.Suspected);
  }
}
