package dev.stuckpod.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBackTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "go-incident.go1.26.sigquit.txt",
        "go-callback.go1.26.memory.txt",
        "java-executor.jdk25.sigquit.txt"
      })
  void whatIsWrittenIsReadBackAsItWas(String file) throws Exception {
    Analysis analysis = corpus(file);

    Analysis back = Explanation.of(stored(told(List.of(dump(List.of())), analysis)));

    assertThat(back)
        .usingRecursiveComparison()
        .ignoringFields("stacks", "series", "problems", "locks") // told in part, or by the dumps
        .ignoringFieldsMatchingRegexes(
            "findings\\.(guess|stated|participants\\.ids)|blockers\\.ids") // a few are told
        .isEqualTo(analysis);
    assertThat(back.findings()).flatExtracting(Finding::participants).isNotEmpty();
    assertThat(back.stacks()).isNotEmpty();
  }

  @Test
  void whatARuleLacksStandsWithTheDumpThatIsTold() throws Exception {
    String failed = "rule AbBa failed, what it would have found is missing: out of luck";
    Analysis analysis = lacking(corpus("go-incident.go1.26.sigquit.txt"), failed);
    DumpAnalysisStatus once = told(List.of(dump(List.of()), dump(List.of("a gap"))), analysis);

    DumpAnalysisStatus twice = Explanation.add(once, analysis, Explanation.MOST);

    assertThat(twice.dumps())
        .extracting(DumpInfo::problems)
        .containsExactly(List.of(), List.of("a gap", failed));
    assertThat(Explanation.of(twice).problems()).containsExactly("a gap", failed);
  }

  /** An older stuckpod reads what a newer operator has written. */
  @Test
  void aKindOfAnotherVersionIsUnknown() throws Exception {
    String json =
        Serialization.asJson(told(List.of(), corpus("go-incident.go1.26.sigquit.txt")))
            .replaceAll("\"kind\":\"[a-z-]+\",\"class\"", "\"kind\":\"new-one\",\"class\"");

    Analysis back = Explanation.of(Serialization.unmarshal(json, DumpAnalysisStatus.class));

    assertThat(back.findings()).extracting(Finding::kind).contains(Kind.UNKNOWN);
  }

  /** Anybody may write a status who has the right to. */
  @Test
  void whatAStatusLacksIsEmpty() {
    var bare = DumpAnalysisStatusBuilder.builder().verdict("Leak").confidence("Strong");

    Analysis back = Explanation.of(bare.build());

    assertThat(back.verdict()).isEqualTo(Verdict.Leak);
    assertThat(back.cause()).isEmpty();
    assertThat(back.summary().routines()).isZero();
    assertThat(back.findings()).isEmpty();
    assertThat(back.blockers()).isNull();
    var hollow = new FindingInfo(null, null, null, null, null, "Proven", null, null, null, null);
    Analysis found = Explanation.of(bare.findings(List.of(hollow)).build());
    assertThat(found.findings())
        .extracting(Finding::kind, Finding::title, Finding::evidence)
        .containsExactly(tuple(Kind.UNKNOWN, "", List.of()));
  }

  @Test
  void aVerdictOfAnotherVersionIsSaidNotGuessed() {
    DumpAnalysisStatus status =
        DumpAnalysisStatusBuilder.builder().verdict("Livelock").confidence("Strong").build();

    assertThatThrownBy(() -> Explanation.of(status))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The status has the verdict 'Livelock', which this version does not know: take a newer"
                + " one of stuckpod");
  }

  private static DumpAnalysisStatus told(List<DumpInfo> dumps, Analysis analysis) {
    return Explanation.add(
        DumpAnalysisStatusBuilder.builder().dumps(dumps).build(), analysis, Explanation.MOST);
  }

  private static DumpAnalysisStatus stored(DumpAnalysisStatus status) {
    return Serialization.unmarshal(Serialization.asJson(status), DumpAnalysisStatus.class);
  }

  private static DumpInfo dump(List<String> problems) {
    return new DumpInfo(null, CaptureMethod.SigQuit, null, "ab", 1L, 2L, 3L, true, problems);
  }

  private static Analysis lacking(Analysis a, String problem) {
    return new Analysis(
        a.schema(),
        a.runtime(),
        a.complete(),
        List.of("a gap", problem),
        a.summary(),
        a.verdict(),
        a.cause(),
        a.confidence(),
        a.findings(),
        a.stacks(),
        null);
  }

  private static Analysis corpus(String file) throws Exception {
    try (InputStream dump =
        Files.newInputStream(Repository.root().resolve("corpus/dumps").resolve(file))) {
      return Analyzer.analyze(dump);
    }
  }
}
