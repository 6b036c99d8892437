package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where nothing is found, what the application does is told all the same, and is no alarm. */
class DoingTest {

  private static final String READS =
      """
      goroutine %d [IO wait]:
      internal/poll.runtime_pollWait(0x7f5c9c0f7e40, 0x72)
      \t/usr/local/go/src/runtime/netpoll.go:351 +0x85
      internal/poll.(*FD).Read(0xc000100000, {0xc0000b4041, 0x1, 0x1})
      \t/usr/local/go/src/internal/poll/fd_unix.go:165 +0x27a
      net.(*conn).Read(0xc00009a000, {0xc0000b4041, 0x1, 0x1})
      \t/usr/local/go/src/net/net.go:194 +0x45
      main.(*Feed).%s(0xc000014280)
      \t/app/feed.go:12 +0x1c
      created by main.main in goroutine 1
      \t/app/main.go:15 +0x105

      """;

  private static final String COMPUTES =
      """
      "worker-1" #21 [41] prio=5 os_prio=0 cpu=12.1ms elapsed=8.0s tid=0x00007f1 nid=41 runnable  [0x00007f2]
         java.lang.Thread.State: RUNNABLE
      \tat com.acme.Sums.add(Sums.java:33)
      \tat com.acme.Sums.run(Sums.java:20)

      """;

  @Test
  void whoWaitsForInputIsNamedByTheApplicationsOwnCall() throws Exception {
    String dump =
        READS.formatted(18, "listen") + READS.formatted(19, "listen") + READS.formatted(20, "ask");

    assertThat(cause(dump)).endsWith("; 3 wait for input, 2 of them in listen (feed.go:12)");
  }

  @Test
  void whoComputesIsNamedToo() throws Exception {
    assertThat(cause("Full thread dump OpenJDK:\n\n" + COMPUTES))
        .contains("; 1 runs in Sums.add (Sums.java:33)");
  }

  @Test
  void whoIsIdleIsNot() throws Exception {
    String dump =
        """
        goroutine 1 [chan receive]:
        main.main()
        \t/app/main.go:15 +0x105
        """;

    assertThat(cause(dump)).doesNotContain(";");
  }

  private static String cause(String dump) throws Exception {
    Analysis analysis =
        Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    return analysis.cause();
  }
}
