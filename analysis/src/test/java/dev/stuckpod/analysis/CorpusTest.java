package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dump of the corpus is read whole: as many routines as its header lines give. */
class CorpusTest {

  static List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../corpus/dumps"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void isReadWhole(Path file) throws Exception {
    try (InputStream dump = Files.newInputStream(file)) {
      Analysis analysis = Analyzer.analyze(dump);

      assertThat(analysis.complete()).as(analysis.problems().toString()).isTrue();
      assertThat(analysis.summary().routines()).isPositive().isEqualTo(headers(file));
      assertThat(analysis.runtime().name())
          .isEqualTo(file.getFileName().toString().startsWith("go-") ? "go" : "hotspot");
    }
  }

  private static int headers(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".json")) {
      int threads = 0;
      JsonNode containers =
          new ObjectMapper().readTree(file.toFile()).at("/threadDump/threadContainers");
      for (JsonNode container : containers) {
        threads += container.at("/threads").size();
      }
      return threads;
    }
    String header =
        name.startsWith("go-")
            ? "goroutine \\d+ .*:"
            : name.contains(".dump.") ? "#\\d+ \".*" : "\".*";
    try (Stream<String> lines = Files.lines(file)) {
      return (int)
          lines
              .takeWhile(line -> !line.startsWith("JNI global"))
              .filter(line -> line.matches(header))
              .count();
    }
  }
}
