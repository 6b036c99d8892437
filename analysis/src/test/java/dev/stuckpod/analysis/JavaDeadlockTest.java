package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlocks of Java programs: fixtures/Branch.java and the till in e2e/apps. */
class JavaDeadlockTest {
  @ParameterizedTest
  @ValueSource(strings = {"branch-jdk25.threadprint.txt", "branch-jdk25.sigquit.txt"})
  void aMonitorAgainstAReentrantLockIsAProvenCircle(String dump) throws Exception {
    Analysis analysis = analyze(dump);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.findings()).hasSize(1);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("ab-ba");
    assertThat(finding.category()).isEqualTo(FindingClass.RESOURCE);
    assertThat(finding.participants())
        .extracting(
            Finding.Participant::role,
            Finding.Participant::example,
            Finding.Participant::function,
            Finding.Participant::location)
        .containsExactlyInAnyOrder(
            tuple(Role.HOLDER, "\"deposit\" #23", "Branch.deposit", "Branch.java:33"),
            tuple(Role.HOLDER, "\"audit\" #24", "Branch.audit", "Branch.java:43"),
            tuple(Role.WAITER, "\"withdraw\" #25", "Branch.withdraw", "Branch.java:52"));
    assertThat(finding.title())
        .contains("monitor java.lang.Object held by Branch.deposit (Branch.java:33)")
        .contains("ReentrantLock 0x00000000ffd17f20 held by Branch.audit (Branch.java:43)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"till-deadlock-jdk25.threadprint.txt", "till-deadlock-jdk25.sigquit.txt"})
  void theTillDeadlocksBetweenItsDrawerAndItsJournal(String dump) throws Exception {
    Analysis analysis = analyze(dump);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("ab-ba");
    assertThat(finding.participants())
        .filteredOn(p -> p.role() == Role.HOLDER)
        .flatExtracting(Finding.Participant::ids)
        .allMatch(id -> id.matches("\"counter-(19|20)\" #\\d+"))
        .hasSize(2);
  }

  @Test
  void classesThatInitializeEachOtherAreSuspectedWhereTheDumpDoesNotNameThem() throws Exception {
    // JDK 11 prints the same, but for the lines that name the classes
    String dump =
        Files.readString(Path.of("../corpus/dumps/java-class-init.jdk25.threadprint.txt"))
            .replaceAll("\t- waiting on the Class initialization monitor .*\n", "");

    Analysis analysis =
        Analyzer.analyze(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)));

    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analysis.findings()).extracting(f -> f.kind().label()).containsExactly("class-init");
    assertThat(analysis.cause()).contains("Corpus$Left.<clinit>").contains("Corpus$Right.<clinit>");
  }

  private static Analysis analyze(String dump) throws IOException, NotADumpException {
    try (InputStream in =
        Objects.requireNonNull(JavaDeadlockTest.class.getResourceAsStream("/dumps/" + dump))) {
      return Analyzer.analyze(in);
    }
  }
}
