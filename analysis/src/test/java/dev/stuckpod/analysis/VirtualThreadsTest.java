package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Dumps of fixtures/Carried.java as the sidecar takes them: Thread.print, and the JSON of
 * Thread.dump_to_file behind it.
 */
class VirtualThreadsTest {
  private static final String ANNOUNCEMENT = "Thread.dump_to_file of the same attempt:\n";

  @Test
  void monitorsThatAVirtualAndAPlatformThreadHoldAreAProvenCircle() throws Exception {
    Analysis analysis = analyze(text("monitors"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.complete()).isTrue();
    assertThat(holders(analysis)).containsExactlyInAnyOrder("\"left\" #16", "\"right\" #18");
  }

  @Test
  void neitherHalfOfADumpAloneShowsALockThatBothHalvesNameDifferently() throws Exception {
    String whole = text("mixed");

    assertThat(analyze(whole.substring(0, whole.indexOf(ANNOUNCEMENT))).verdict())
        .isEqualTo(Verdict.Inconclusive);
    assertThat(analyze(whole.substring(whole.indexOf(ANNOUNCEMENT))).verdict())
        .isEqualTo(Verdict.Inconclusive);
    Analysis joined = analyze(whole);
    assertThat(joined.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(joined.confidence())
        .as("that both are one lock is told by exclusion")
        .isEqualTo(Confidence.Suspected);
    assertThat(holders(joined)).containsExactlyInAnyOrder("\"left\" #16", "\"right\" #18");
  }

  @Test
  void anOwnerThatTheFileNamesAsFromJdk27OnMakesTheCircleProven() throws Exception {
    String named =
        text("mixed")
            .replaceAll(
                "(\"object\": \"[^\"]*ReentrantLock\\$NonfairSync@[^\"]*\")", "$1, \"owner\": 18");

    Analysis analysis = analyze(named);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(holders(analysis)).containsExactlyInAnyOrder("\"left\" #16", "\"right\" #18");
  }

  @Test
  void aThreadThatHasMovedBetweenTheTwoTiesNothingTogether() throws Exception {
    String whole = text("monitors");
    int file = whole.indexOf(ANNOUNCEMENT);
    String moved =
        whole.substring(0, file)
            + whole
                .substring(file)
                .replace("Carried.takeBA(Carried.java:30)", "Carried.rest(Carried.java:90)");

    assertThat(analyze(moved).findings()).noneMatch(f -> f.rule().equals("LockCycle"));
  }

  @Test
  void carriersThatAreAllPinnedStarveTheVirtualThreadsThatHaveNone() throws Exception {
    Analysis analysis = analyze(text("pinned"));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Starvation);
    assertThat(analysis.cause())
        .isEqualTo(
            "all 2 carriers of virtual threads are kept by ones that wait in"
                + " Carried$Slow.<clinit> (Carried.java:113); 3 more could run and have none");
    assertThat(analysis.findings().getFirst().participants())
        .extracting(Finding.Participant::example)
        .containsExactlyInAnyOrder("\"init-0\" #16", "\"init-1\" #18");
    assertThat(analysis.summary().states())
        .containsEntry("RUNNABLE (not mounted)", 3)
        .doesNotContainKey("Carrying virtual thread");
  }

  @Test
  void aCarrierThatIsFreeServesThemAll() throws Exception {
    String free = text("pinned").replace("\"Common-Cleaner\"", "\"ForkJoinPool-1-worker-3\"");

    assertThat(analyze(free).findings()).noneMatch(f -> f.rule().equals("CarriersPinned"));
  }

  @Test
  void aFileThatBreaksOffIsSaidAndThreadPrintStands() throws Exception {
    String whole = text("monitors");
    String cut = whole.substring(0, whole.indexOf(ANNOUNCEMENT) + ANNOUNCEMENT.length() + 900);

    Analysis analysis = analyze(cut);

    assertThat(analysis.complete()).isFalse();
    assertThat(analysis.problems())
        .anyMatch(p -> p.startsWith("Thread.dump_to_file: the JSON ends"));
    assertThat(analysis.summary().routines()).isEqualTo(16);
  }

  @Test
  void aDumpThatFollowsTheFileIsAnotherOne() throws Exception {
    String print = text("mixed").substring(0, text("mixed").indexOf(ANNOUNCEMENT));

    Analysis analysis = analyze(text("monitors") + "\n" + print.replace("mixed", "other"));

    assertThat(analysis.findings()).noneMatch(f -> f.rule().equals("LockCycle"));
  }

  private static List<String> holders(Analysis analysis) {
    return analysis.findings().getFirst().participants().stream()
        .filter(p -> p.role() == Role.HOLDER)
        .flatMap(p -> p.ids().stream())
        .toList();
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    return Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            VirtualThreadsTest.class.getResourceAsStream(
                "/dumps/virtual-" + name + "-jdk25.joined.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
