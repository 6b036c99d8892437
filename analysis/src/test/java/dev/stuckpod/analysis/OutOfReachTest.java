package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.analysis.rule.reported.OutOfReach;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goroutines of which the process's heap says that nothing can ever wake them. */
class OutOfReachTest {
  private static final long A = 0xc000104000L;

  @Test
  void sendersThatNobodyCanReachHaveLeaked() throws Exception {
    MemoryText text = new MemoryText().polls(4, "main.serve() app.go:9").unreached();
    for (int i = 0; i < 30; i++) {
      text.sends(10 + i, A + 96L * i, "main.ask.func1() app.go:40");
    }

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Leak);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Strong);
    assertThat(analysis.findings())
        .singleElement()
        .returns("leak", f -> f.kind().label())
        .returns("chan", f -> f.resource().kind())
        .satisfies(
            f ->
                assertThat(f.title())
                    .isEqualTo(
                        "30 goroutines wait in ask.func1 (app.go:40) for what nobody can reach any"
                            + " more"))
        .satisfies(
            f ->
                assertThat(f.evidence())
                    .anyMatch(e -> e.startsWith("memory: the heap was searched")));
    assertThat(analysis.findings().getFirst().participants())
        .singleElement()
        .returns(30, Finding.Participant::count)
        .returns(Role.WAITER, Finding.Participant::role);
  }

  @Test
  void whoStandsThereAndCanBeReachedIsNotCounted() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .sends(9, A, "main.ask.func1() app.go:40")
            .unreached()
            .sends(10, A + 96, "main.ask.func1() app.go:40");

    assertThat(analyze(text).findings())
        .filteredOn(f -> f.rule().equals("OutOfReach"))
        .singleElement()
        .satisfies(f -> assertThat(f.title()).startsWith("1 goroutine waits in "))
        .satisfies(f -> assertThat(f.participants().getFirst().ids()).isEqualTo(List.of("10")));
  }

  @Test
  void aLockThatNobodyCanReachIsALeakOfLocks() throws Exception {
    MemoryText text = new MemoryText().unreached().locks(9, A, "main.claim() app.go:40");

    assertThat(analyze(text).findings())
        .filteredOn(f -> f.rule().equals("OutOfReach"))
        .singleElement()
        .returns("Mutex", f -> f.resource().kind());
  }

  /** Two such pairs, each with a lock and a channel of its own. */
  @Test
  void aLockWhoseHolderNobodyCanReachIsLockAndChannel() throws Exception {
    MemoryText text = new MemoryText().polls(4, "main.serve() app.go:9").unreached();
    for (int i = 0; i < 2; i++) {
      long lock = 0xc000012340L + 64L * i;
      text.sends(8 + i, A + 96L * i, "main.(*Hub).set(0x%x) app.go:40".formatted(lock))
          .locks(18 + i, lock, "main.(*Hub).drop(0x%x) app.go:50".formatted(lock))
          .says(
              "Mutex 0x%x: locked, 1 waiting; queue %d".formatted(lock, 18 + i),
              "held by %d: proven".formatted(8 + i));
    }

    assertThat(new OutOfReach().find(graph(text)))
        .singleElement()
        .returns("channel-and-lock", f -> f.kind().label())
        .returns(Confidence.Strong, Finding::confidence)
        .satisfies(
            f ->
                assertThat(f.title())
                    .endsWith(
                        " and 1 more held by set (app.go:40), which waits for what nobody can"
                            + " reach any more; 2 goroutines wait for the locks"));
    assertThat(analyze(text).findings())
        .allSatisfy(f -> assertThat(f.kind().label()).isEqualTo("channel-and-lock"));
  }

  /** It is how a program waits for ever on purpose. */
  @Test
  void thatMainWaitsSoIsNoLeak() throws Exception {
    MemoryText text =
        new MemoryText()
            .polls(4, "main.serve() app.go:9")
            .unreached()
            .receives(1, A, "main.main() app.go:12");

    assertThat(analyze(text).findings()).noneMatch(f -> f.rule().equals("OutOfReach"));
  }

  private static WaitForGraph graph(MemoryText text) throws Exception {
    return Analyzer.open(text.in(), Options.DEFAULT).graph().orElseThrow();
  }

  private static Analysis analyze(MemoryText text) throws Exception {
    return Analyzer.analyze(text.in());
  }
}
