package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One holds a lock, another waits for it with a second lock, and all others for that one. */
class LockQueueTest {

  private static final String FIRST =
      """
      goroutine 7 [runnable]:
      main.(*Game).turn(0xc000100000)
      \tgame.go:40 +0x20
      main.(*Game).Run(0xc000100000)
      \tgame.go:20 +0x20
      created by main.main in goroutine 1
      \tmain.go:9 +0x20

      """;

  private static final String OTHERS =
      """
      goroutine 8 [sync.Mutex.Lock, 8 minutes]:
      sync.(*Mutex).lockSlow(0xc000100010)
      \tsync/mutex.go:171 +0x20
      sync.(*Mutex).Lock(...)
      \tsync/mutex.go:90
      main.(*Game).Idle(0xc000100000)
      \tgame.go:60 +0x20
      main.(*Games).Sweep(0xc000200000)
      \tgames.go:31 +0x20
      created by main.main in goroutine 1
      \tmain.go:10 +0x20

      goroutine 9 [sync.Mutex.Lock, 8 minutes]:
      sync.(*Mutex).lockSlow(0xc000200020)
      \tsync/mutex.go:171 +0x20
      sync.(*Mutex).Lock(...)
      \tsync/mutex.go:90
      main.(*Games).Sweep(0xc000200000)
      \tgames.go:30 +0x20
      created by main.main in goroutine 1
      \tmain.go:10 +0x20

      goroutine 10 [sync.Mutex.Lock, 7 minutes]:
      sync.(*Mutex).lockSlow(0xc000200020)
      \tsync/mutex.go:171 +0x20
      sync.(*Mutex).Lock(...)
      \tsync/mutex.go:90
      main.(*Games).List(0xc000200000)
      \tgames.go:50 +0x20
      created by main.main in goroutine 1
      \tmain.go:11 +0x20
      """;

  @Test
  void theEndOfTheQueueIsNamedOnceAndWhoWaitsBehindIt() throws Exception {
    Analysis analysis = analyze(FIRST + OTHERS);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.findings()).hasSize(1);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.title()).contains("held by turn (game.go:40), which runs");
    assertThat(finding.participants())
        .extracting(Finding.Participant::location)
        .containsExactlyInAnyOrder("game.go:40", "game.go:60", "games.go:30", "games.go:50");
    assertThat(finding.evidence())
        .anyMatch(e -> e.startsWith("behind them: 2 goroutines wait for the Mutex (*Games)+0x20"));
  }

  @Test
  void withoutItsHolderTheLockAtTheEndIsAnOrphan() throws Exception {
    Analysis analysis = analyze(OTHERS);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.findings()).hasSize(1);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.title()).contains("(*Game)", "no holder is visible");
    assertThat(finding.evidence()).anyMatch(e -> e.startsWith("behind them: 2 goroutines wait"));
  }

  private static Analysis analyze(String dump) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }
}
