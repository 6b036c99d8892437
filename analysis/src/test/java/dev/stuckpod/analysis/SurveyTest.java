package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Analysis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurveyTest {

  static Stream<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../corpus/dumps"))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("dumps")
  void saysWhatAnExplanationSays(Path dump) throws Exception {
    Analysis explained;
    try (InputStream in = Files.newInputStream(dump)) {
      explained = Analyzer.analyze(in);
    }

    Survey survey;
    try (InputStream in = Files.newInputStream(dump)) {
      survey = Analyzer.survey(in);
    }

    assertThat(survey)
        .isEqualTo(
            new Survey(explained.summary().routines(), explained.complete(), explained.problems()));
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    String cut =
        """
        goroutine 1 [running]:
        main.main()
        \t/src/main.go:7 +0x1d

        goroutine 7 [sync.Mu\
        """;

    Survey survey = Analyzer.survey(stream(cut));

    assertThat(survey.complete()).isFalse();
    assertThat(survey.problems()).isNotEmpty();
  }

  @Test
  void refusesWhatIsNoDump() {
    assertThatThrownBy(() -> Analyzer.survey(stream("the pod went away")))
        .isInstanceOf(NotADumpException.class);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
