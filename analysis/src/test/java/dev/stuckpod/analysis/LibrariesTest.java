package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Healthy programs with the libraries that servers are made of, at rest and at work. */
class LibrariesTest {

  static List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../corpus/libraries/dumps"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void raiseNoAlarm(Path file) throws Exception {
    Analysis analysis = analyze(file);

    assertThat(analysis.complete()).as(analysis.problems().toString()).isTrue();
    assertThat(analysis.findings()).isEmpty();
    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
  }

  @Test
  void areKnownToBeMostlyIdleAtRest() throws Exception {
    int routines = 0;
    int idle = 0;
    for (Path file : dumps()) {
      if (file.getFileName().toString().contains("-idle.")) {
        Analysis.Summary summary = analyze(file).summary();
        routines += summary.routines();
        idle += summary.idle();
      }
    }
    assertThat(100 * idle / routines).isGreaterThanOrEqualTo(75);
  }

  private static Analysis analyze(Path file) throws Exception {
    try (InputStream dump = Files.newInputStream(file)) {
      return Analyzer.analyze(dump);
    }
  }
}
