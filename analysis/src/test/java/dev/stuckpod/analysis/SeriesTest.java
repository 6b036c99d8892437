package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Two dumps of one process, taken a second apart. */
class SeriesTest {
  private static final Path DUMPS = Path.of("../corpus/dumps");

  @Test
  void whoHasNotMovedIsStuck() throws Exception {
    Analysis analysis = series("java-lock-and-latch");

    assertThat(analysis.findings().getFirst())
        .returns("channel-and-lock", f -> f.kind().label())
        .returns(Confidence.Strong, Finding::confidence)
        .satisfies(f -> assertThat(f.evidence().getLast()).contains("100 % of the holders"));
    assertThat(Objects.requireNonNull(analysis.series()))
        .returns(2, Analysis.Series::dumps)
        .satisfies(s -> assertThat(s.stayed()).isGreaterThan(10));
  }

  /** A profile and a signal print different parts of the runtime's calls. */
  @Test
  void dumpsOfDifferentFormsAreCompared() throws Exception {
    try (InputStream profile =
            Files.newInputStream(DUMPS.resolve("go-incident.go1.26.debug2.txt"));
        InputStream signal =
            Files.newInputStream(DUMPS.resolve("go-incident.go1.26.sigquit.txt"))) {
      Analysis analysis = Analyzer.analyzeSeries(List.of(profile, signal), Options.DEFAULT);

      assertThat(analysis.findings().getFirst())
          .returns("channel-and-lock", f -> f.kind().label())
          .returns(Confidence.Strong, Finding::confidence);
      assertThat(Objects.requireNonNull(analysis.series()).stayed()).isGreaterThan(25);
    }
  }

  @Test
  void aThreadThatBurnsCpuInOneFunctionIsABusyLoop() throws Exception {
    Finding finding = series("java-spin").findings().getFirst();

    assertThat(finding.kind().label()).isEqualTo("busy-loop");
    assertThat(finding.participants().getFirst().example()).startsWith("\"poller\"");
    assertThat(finding.participants().getFirst().function()).isEqualTo("Corpus.spin");
  }

  @Test
  void whatGrowsIsALeak() throws Exception {
    Finding finding = series("java-piling").findings().getFirst();

    assertThat(finding.kind().label()).isEqualTo("leak");
    assertThat(finding.participants().getFirst().function()).isEqualTo("Corpus.awaitReply");
  }

  @Test
  void thoseWhoMoveAreNotStuck() throws Exception {
    assertThat(series("java-busy").findings())
        .allMatch(f -> f.confidence() == Confidence.Suspected)
        .extracting(f -> f.kind().label())
        .isSubsetOf("convoy", "busy-loop");
  }

  /** More routines than are followed: nobody is taken for moved because his id was not kept. */
  @Test
  void ofVeryManyRoutinesSomeAreFollowedAndNothingIsRefutedByTheOthers() throws Exception {
    String signal = Files.readString(DUMPS.resolve("go-incident.go1.26.sigquit.txt"));
    StringBuilder many = new StringBuilder(signal.substring(0, signal.indexOf("goroutine 1 ")));
    for (int id = 1_000_000; id < 1_120_000; id++) {
      many.append("goroutine ").append(id).append(" [IO wait]:\n");
      many.append("internal/poll.runtime_pollWait(0x1, 0x72)\n\t/go/netpoll.go:1 +0x1\n");
      many.append("main.serve()\n\t/app/serve.go:1 +0x1\n\n");
    }
    byte[] dump =
        many.append(signal.substring(signal.indexOf("goroutine 1 ")))
            .toString()
            .getBytes(StandardCharsets.UTF_8);

    Analysis analysis =
        Analyzer.analyzeSeries(
            List.of(new ByteArrayInputStream(dump), new ByteArrayInputStream(dump)),
            Options.DEFAULT);

    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("channel-and-lock");
    assertThat(analysis.problems()).anyMatch(p -> p.contains("too many goroutines to follow"));
    assertThat(analysis.summary().routines()).isGreaterThan(120_000);
    assertThat(Objects.requireNonNull(analysis.series()))
        .returns(0, Analysis.Series::moved)
        .satisfies(s -> assertThat(s.stayed()).isGreaterThan(90_000));
  }

  /**
   * Of corpus/go's draining: the holder stands where it stood, and nearly all who wait; but some
   * are gone.
   */
  @Test
  void aQueueThatDrainsIsNoDeadlock() throws Exception {
    try (InputStream first = reading("draining", 1);
        InputStream second = reading("draining", 2)) {
      Analysis analysis = Analyzer.analyzeSeries(List.of(first, second), Options.DEFAULT);

      assertThat(analysis.findings().getFirst())
          .returns("convoy", f -> f.kind().label())
          .satisfies(
              f ->
                  assertThat(f.evidence().getLast())
                      .contains("100 % of the holders", "have come through"));
      assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    }
  }

  /** Of e2e/apps/hub, some seconds apart: those who come since queue up behind the others. */
  @Test
  void aQueueThatOnlyGrowsIsNotTakenForOneThatMoves() throws Exception {
    try (InputStream first = reading("hub-growing", 1);
        InputStream second = reading("hub-growing", 2)) {
      Analysis analysis = Analyzer.analyzeSeries(List.of(first, second), Options.DEFAULT);

      assertThat(analysis.findings().getFirst())
          .returns("LockAcrossWait", Finding::rule)
          .returns(Confidence.Strong, Finding::confidence)
          .satisfies(
              f ->
                  assertThat(f.evidence().getLast())
                      .contains("100 % of the others", "have joined them since"));
    }
  }

  @Test
  void dumpsOfDifferentRuntimesAreNoSeries() throws Exception {
    try (InputStream go = Files.newInputStream(DUMPS.resolve("go-idle.go1.26.sigquit.txt"));
        InputStream java = open("java-idle", "threadprint")) {
      assertThatThrownBy(() -> Analyzer.analyzeSeries(List.of(go, java), Options.DEFAULT))
          .isInstanceOf(NotADumpException.class)
          .hasMessageContaining("different runtimes");
    }
  }

  /** Each read for itself: nobody has watched who runs in between. */
  private static InputStream reading(String name, int which) throws IOException {
    Path dumps = Path.of("src/test/resources/dumps");
    return new GZIPInputStream(
        Files.newInputStream(dumps.resolve(name + "-go1.26.memory-" + which + ".txt.gz")));
  }

  private static Analysis series(String name) throws Exception {
    try (InputStream first = open(name, "threadprint");
        InputStream second = open(name, "sigquit")) {
      return Analyzer.analyzeSeries(List.of(first, second), Options.DEFAULT);
    }
  }

  private static InputStream open(String name, String form) throws IOException {
    return Files.newInputStream(DUMPS.resolve(name + ".jdk25." + form + ".txt"));
  }
}
