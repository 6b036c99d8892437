package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.AnalyzedReason;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/reasons.md says what the enums say, row for row. */
class ReasonsPageTest {

  @Test
  void everyReasonStandsInTheDocsWithItsSentence() throws IOException {
    var rows =
        Stream.of(
                Stream.of(CapturedReason.values()).map(r -> row(r, r.text())),
                Stream.of(AnalyzedReason.values()).map(r -> row(r, r.text())),
                Stream.of(AttemptOutcome.values()).map(r -> row(r, r.text())))
            .flatMap(s -> s)
            .toList();

    assertThat(Files.readAllLines(Path.of("../docs/reasons.md")).stream().filter(l -> l.matches("\\| [A-Z].*")))
        .containsExactlyElementsOf(rows);
  }

  private static String row(Enum<?> value, String text) {
    return "| " + value.name() + " | " + text + " |";
  }
}
