package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a dump is made, explaining it ends, within work that its size bounds. */
@Timeout(value = 120, unit = TimeUnit.SECONDS) // against a hang only: work is counted, not timed
class BoundedAnalysisTest {
  private static final Duration NO_HURRY = Duration.ofDays(1);
  private static final int STEPS_PER_ROUTINE = 400;
  private static final String SPENT = "the dump takes more work than one dump may (more than ";

  /** Where every routine may hold the lock of every other, to look at all pairs is the answer. */
  private static final Set<HostileDumps> ALL_WITH_ALL =
      EnumSet.of(HostileDumps.GO_ONE_OBJECT, HostileDumps.GO_LINES);

  static Stream<Arguments> dumps() {
    return Stream.of(1_000, 5_000, 20_000)
        .flatMap(n -> Stream.of(HostileDumps.values()).map(dump -> Arguments.of(dump, n)));
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void workGrowsNoFasterThanTheDump(HostileDumps dump, int routines) throws Exception {
    Analysis analysis = analyze(dump.of(routines), (long) STEPS_PER_ROUTINE * routines);

    assertThat(analysis.problems()).noneMatch(p -> p.contains(" failed, "));
    assertThat(PlainText.of(analysis).text()).isNotEmpty();
    boolean spent = analysis.problems().stream().anyMatch(p -> p.startsWith(SPENT));
    assertThat(spent).isEqualTo(ALL_WITH_ALL.contains(dump));
    if (spent) {
      assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargeProgramIsJudgedAsWithoutABudget(LargeDumps large) throws Exception {
    String dump = large.of(20_000);
    long aTenth = Effort.Limit.DEFAULT.steps() / 10;

    Analysis bounded =
        analyze(dump, new Effort.Limit(aTenth, NO_HURRY, Effort.Limit.DEFAULT.parts() / 2));

    assertThat(bounded)
        .isEqualTo(analyze(dump, new Effort.Limit(Long.MAX_VALUE, NO_HURRY, Long.MAX_VALUE)));
    assertThat(bounded.problems()).noneMatch(p -> p.startsWith(SPENT));
    assertThat(bounded.summary().routines()).isEqualTo(20_000);
  }

  @Test
  void aLongCircleIsFoundAndToldInShort() throws Exception {
    Analysis analysis = analyze(HostileDumps.JAVA_CYCLE.of(5_000), Long.MAX_VALUE);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.cause()).startsWith("5000 locks in a circle").endsWith("and 4980 more");
    assertThat(
            analysis.findings().getFirst().participants().stream().mapToInt(p -> p.count()).sum())
        .isEqualTo(5_000);
  }

  @Test
  void whereTheEffortIsSpentItIsSaidAndNoCauseIsNamed() throws Exception {
    Analysis analysis = analyze(HostileDumps.GO_LINES.of(1_000), 100_000);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.cause())
        .startsWith(SPENT + "100,000 steps): judged by ")
        .contains("not by");
    assertThat(analysis.problems()).contains(analysis.cause());
  }

  @Test
  void whatIsProvenStaysProven() throws Exception {
    String dump =
        HostileDumps.GO_ONE_OBJECT.of(1_000)
            + "goroutine 999999 [chan receive (nil chan)]:\nmain.main()\n\t/a.go:7 +0x1\n\n";

    Analysis analysis = analyze(dump, 200_000);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.findings()).extracting(Finding::rule).contains("NilChannel");
    assertThat(analysis.problems()).anyMatch(p -> p.startsWith(SPENT));
  }

  @Test
  void whatTheJvmItselfReportsIsToldWithoutAGraph() throws Exception {
    Analysis analysis = analyze(HostileDumps.JAVA_REPORT.of(100), 1);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.cause()).contains("as the JVM reports");
    assertThat(analysis.problems())
        .anyMatch(p -> p.contains("judged by no rule, not by the graph"));
  }

  @Test
  void partsInMemoryAreBounded() throws Exception {
    var few = new Effort.Limit(Long.MAX_VALUE, NO_HURRY, 1_000);

    Analysis analysis = analyze(HostileDumps.GO_LINES.of(1_000), few);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.cause()).startsWith(SPENT + "1,000 parts kept in memory)");
  }

  private static Analysis analyze(String dump, long steps) throws Exception {
    return analyze(dump, new Effort.Limit(steps, NO_HURRY, Effort.Limit.DEFAULT.parts()));
  }

  private static Analysis analyze(String dump, Effort.Limit limit) throws Exception {
    return Analyzer.analyze(
        new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)),
        new Options(Limits.DEFAULT, 100, 40, limit));
  }
}
