package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A sync.Once that is called from the function that it runs. */
class OnceAgainTest {
  private static final String NESTED =
      """
      goroutine 1 [sync.Mutex.Lock]:
      sync.runtime_SemacquireMutex(0x5a2200?, 0x80?, 0x5a1340?)
      \t/usr/local/go/src/runtime/sema.go:95 +0x25
      sync.(*Mutex).lockSlow(0x6a969c)
      \t/usr/local/go/src/sync/mutex.go:173 +0x15d
      sync.(*Mutex).Lock(...)
      \t/usr/local/go/src/sync/mutex.go:92
      sync.(*Once).doSlow(INNER, 0x5c3fe8)
      \t/usr/local/go/src/sync/once.go:72 +0x50
      sync.(*Once).Do(...)
      \t/usr/local/go/src/sync/once.go:67
      main.open()
      \t/app/till.go:12 +0x2c
      sync.(*Once).doSlow(OUTER, 0xc00006c000?)
      \t/usr/local/go/src/sync/once.go:76 +0xb4
      sync.(*Once).Do(...)
      \t/usr/local/go/src/sync/once.go:67
      main.main()
      \t/app/main.go:11 +0x2c

      """;

  private static final String OTHER =
      """
      goroutine 7 [chan receive]:
      main.load()
      \t/app/load.go:9 +0x2c
      sync.(*Once).doSlow(0x657388?, 0xc00006c000?)
      \t/usr/local/go/src/sync/once.go:76 +0xb4
      sync.(*Once).Do(...)
      \t/usr/local/go/src/sync/once.go:67
      main.run()
      \t/app/main.go:31 +0x2c
      created by main.main in goroutine 1
      \t/app/main.go:9 +0x105

      """;

  @Test
  void waitsForItselfWhereNobodyElseCanRunTheFunction() throws Exception {
    Analysis analysis = analyze(nested("0xc00008a000?", "0x657388?"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause())
        .isEqualTo("sync.Once runs open (till.go:12), which calls Do again at till.go:12");
    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("double-locking");
  }

  @Test
  void isAnotherOnceWhereTheAddressesSaySo() throws Exception {
    assertThat(analyze(nested("0x6a9690", "0xc00008a000")).verdict())
        .isEqualTo(Verdict.Inconclusive);
  }

  @Test
  void mayBeAnotherOnceWhereSomebodyElseRunsTheFunctionOfOne() throws Exception {
    assertThat(analyze(nested("0xc00008a000?", "0x657388?") + OTHER).verdict())
        .isEqualTo(Verdict.Inconclusive);
  }

  private static String nested(String inner, String outer) {
    return NESTED.replace("INNER", inner).replace("OUTER", outer);
  }

  private static Analysis analyze(String dump) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }
}
