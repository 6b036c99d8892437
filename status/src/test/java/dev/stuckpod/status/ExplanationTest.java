package dev.stuckpod.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {

  private static final DumpAnalysisStatus EMPTY = DumpAnalysisStatusBuilder.builder().build();

  private static final Pattern PLATFORM = Pattern.compile("(runtime|sync|java\\..*)\\..*");

  /** What a status weighs of which nothing but the verdict's own line is left. */
  private static final int LEAST = 3 << 10;

  static Stream<Arguments> hostile() {
    return Analyses.HOSTILE.stream()
        .flatMap(
            filling ->
                Stream.of(1, 9, 30)
                    .flatMap(
                        many ->
                            Stream.of(1, 200, 2500)
                                .map(longest -> Arguments.of(filling, many, longest))));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aStatusFitsWhateverTheDumpSays(String filling, int many, int longest) throws Exception {
    Analysis analysis = Analyses.of(filling, many, longest);

    for (int bytes : new int[] {Explanation.MOST, 24 << 10, LEAST}) {
      DumpAnalysisStatus told = Explanation.add(EMPTY, analysis, bytes);

      assertThat(Weight.of(told)).isLessThanOrEqualTo(bytes);
      assertThat(told.verdict()).isEqualTo("Deadlock");
      assertThat(told.confidence()).isEqualTo("Strong");
      assertThat(told.cause()).isNotEmpty();
      assertIsText(told);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lessRoomNeverListsMore(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      String filling = Analyses.HOSTILE.get(random.nextInt(Analyses.HOSTILE.size()));
      Analysis analysis = Analyses.of(filling, 1 + random.nextInt(60), 1 + random.nextInt(900));
      int much = LEAST + random.nextInt(Explanation.MOST);
      int less = LEAST + random.nextInt(much - LEAST + 1);

      assertThat(Weight.of(Explanation.add(EMPTY, analysis, less)))
          .isLessThanOrEqualTo(Weight.of(Explanation.add(EMPTY, analysis, much)))
          .isLessThanOrEqualTo(less);
    }
  }

  @Test
  void framesGoBeforeGroupsAndGroupsBeforeWhatIsFound() {
    Analysis analysis = Analyses.of("x", 40, 100);
    var seen = new ArrayList<String>();
    int bytes = Integer.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      DumpAnalysisStatus told = Explanation.add(EMPTY, analysis, bytes);
      StackGroup stack = stacks(told).getFirst();
      FindingInfo finding = findings(told).getFirst();
      seen.add(
          "%d frames, %d groups, %d evidence, %d participants, %d findings"
              .formatted(
                  frames(stack).size(),
                  stacks(told).size(),
                  Objects.requireNonNull(finding.evidence()).size(),
                  Objects.requireNonNull(finding.participants()).size(),
                  findings(told).size()));
      bytes = Weight.of(told) - 1;
    }

    assertThat(seen)
        .containsExactly(
            "6 frames, 20 groups, 24 evidence, 16 participants, 8 findings",
            "3 frames, 20 groups, 24 evidence, 16 participants, 8 findings",
            "2 frames, 20 groups, 24 evidence, 16 participants, 8 findings",
            "2 frames, 10 groups, 24 evidence, 16 participants, 8 findings",
            "2 frames, 5 groups, 24 evidence, 16 participants, 8 findings",
            "2 frames, 5 groups, 12 evidence, 16 participants, 8 findings",
            "2 frames, 5 groups, 6 evidence, 16 participants, 8 findings",
            "2 frames, 5 groups, 6 evidence, 8 participants, 8 findings",
            "2 frames, 5 groups, 6 evidence, 4 participants, 8 findings");
  }

  @Test
  void whatWasDoneStaysAndWhatWasSaidOfItIsShortened() {
    String said = "\u0001".repeat(512);
    var attempt =
        AttemptBuilder.builder()
            .id("id")
            .method(CaptureMethod.SigQuit)
            .outcome("DumpTaken")
            .message(said)
            .containerID("c")
            .pid(7)
            .processStartTime(8L)
            .build();
    var dump =
        new DumpInfo(
            null,
            CaptureMethod.SigQuit,
            null,
            "ab",
            1L,
            2L,
            3L,
            false,
            Collections.nCopies(16, said));
    DumpAnalysisStatus before =
        DumpAnalysisStatusBuilder.builder()
            .capture(new CaptureStatus(Collections.nCopies(64, attempt), true, null))
            .dumps(Collections.nCopies(10, dump))
            .build();
    assertThat(Weight.of(before)).isGreaterThan(Explanation.MOST);

    DumpAnalysisStatus told = Explanation.add(before, Analyses.of("x", 40, 500), Explanation.MOST);

    assertThat(Weight.of(told)).isLessThanOrEqualTo(Explanation.MOST);
    CaptureStatus capture = Objects.requireNonNull(told.capture());
    assertThat(capture.containerRestarted()).isTrue();
    assertThat(capture.attempts()).hasSize(64).allMatch(a -> "DumpTaken".equals(a.outcome()));
    assertThat(told.dumps()).hasSize(10).allMatch(d -> "ab".equals(d.sha256()));
    assertThat(told.verdict()).isEqualTo("Deadlock");
  }

  @Test
  void saysWhatIsNotListed() {
    assertThat(said(Analyses.of("x", 2, 10))).isEmpty();
    assertThat(said(Analyses.of("x", 30, 10)))
        .isEqualTo(
            "Listed here are 20 of 30 groups of stacks, 8 of 30 findings, 128 of 900 groups of"
                + " participants, 192 of 900 observations; stuckpod raw gives the whole dump.");
  }

  /** Enough to read for a person, in what {@code kubectl describe} prints. */
  @Test
  void aRealDumpIsListedFromTheApplicationsCallsOn() throws Exception {
    Analysis analysis = corpus("go-incident.go1.26.sigquit.txt");

    DumpAnalysisStatus told = Explanation.add(EMPTY, analysis, Explanation.MOST);

    assertThat(Weight.of(told)).isLessThan(32 << 10);
    assertThat(told.stacks()).hasSizeLessThanOrEqualTo(20);
    StackGroup largest = stacks(told).getFirst();
    assertThat(frames(largest).stream().map(f -> f.function() + ":" + f.line()))
        .containsExactly(
            "main.(*hub).deliver:74", "main.(*hub).work:68", "main.incident.gowrap1:92");
    assertThat(largest.state()).isEqualTo("sync.RWMutex.RLock");
    assertThat(stacks(told)).noneMatch(s -> frames(s).isEmpty());
    assertThat(stacks(told).stream().filter(s -> Boolean.TRUE.equals(s.idle())))
        .isNotEmpty()
        .allMatch(s -> frames(s).size() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"go-callback.go1.26.memory.txt", "java-executor.jdk25.sigquit.txt"})
  void aBusyStackBeginsWithTheApplication(String file) throws Exception {
    DumpAnalysisStatus told = Explanation.add(EMPTY, corpus(file), Explanation.MOST);

    assertThat(stacks(told).stream().filter(s -> Boolean.FALSE.equals(s.idle())))
        .isNotEmpty()
        .noneMatch(
            s -> PLATFORM.matcher(String.valueOf(frames(s).getFirst().function())).matches());
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 20, 21, 90})
  void whatIsNotIdleIsListedFirst(int idle) {
    Analysis some = Analyses.of("x", 25, 5);
    List<Analysis.Stack> stacks =
        Stream.concat(
                Collections.nCopies(idle, idle(some.stacks().getFirst())).stream(),
                some.stacks().stream().limit(3))
            .toList();

    DumpAnalysisStatus told = Explanation.add(EMPTY, withStacks(some, stacks), Explanation.MOST);

    assertThat(told.stacks()).hasSize(20);
    assertThat(stacks(told).reversed().stream().limit(3))
        .noneMatch(s -> Boolean.TRUE.equals(s.idle()));
  }

  private static List<StackGroup> stacks(DumpAnalysisStatus status) {
    return Objects.requireNonNull(status.stacks());
  }

  private static List<FindingInfo> findings(DumpAnalysisStatus status) {
    return Objects.requireNonNull(status.findings());
  }

  private static List<StackFrame> frames(StackGroup stack) {
    return Objects.requireNonNull(stack.frames());
  }

  private static Analysis.Stack idle(Analysis.Stack s) {
    return new Analysis.Stack(s.count(), s.state(), s.waitMinutes(), true, s.frames(), s.ids());
  }

  private static Analysis withStacks(Analysis a, List<Analysis.Stack> stacks) {
    return new Analysis(
        a.schema(),
        a.runtime(),
        a.complete(),
        a.problems(),
        a.summary(),
        a.verdict(),
        a.cause(),
        a.confidence(),
        a.findings(),
        stacks,
        null);
  }

  private static String said(Analysis analysis) {
    return Explanation.leftOut(Explanation.add(EMPTY, analysis, Explanation.MOST), analysis);
  }

  private static Analysis corpus(String file) throws Exception {
    try (InputStream dump =
        Files.newInputStream(Repository.root().resolve("corpus/dumps").resolve(file))) {
      return Analyzer.analyze(dump);
    }
  }

  private static void assertIsText(DumpAnalysisStatus status) throws CharacterCodingException {
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(Serialization.asJson(status)))
        .isTrue();
  }
}
