package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CaptureReadyReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.reasons.CompletedReason;
import dev.stuckpod.crds.reasons.MetricsAvailableReason;
import dev.stuckpod.crds.reasons.NoteReason;
import dev.stuckpod.crds.reasons.OpenReason;
import dev.stuckpod.crds.reasons.ReadyReason;
import dev.stuckpod.crds.reasons.SucceededReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.LoadState;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.operator.inject.SkipReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/reasons.md equal to the enums: each constant with the text it carries, else with its
 * javadoc. {@code -Ddocs=write} writes the file.
 */
class ReasonsTableTest {

  private static final Path ROOT = Path.of("..");
  private static final Path TABLE = ROOT.resolve("docs/reasons.md");

  /** One table: where the words appear, and the enum that they come from. */
  private record Table(String title, Class<? extends Enum<?>> words) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("Verdicts (`status.verdict`)", Verdict.class),
          new Table("Confidence (`status.confidence`)", Confidence.class),
          new Table("Roles (`status.findings[].participants[].role`)", Role.class),
          new Table("Condition Captured of a DumpAnalysis", CapturedReason.class),
          new Table("Condition Analyzed of a DumpAnalysis", AnalyzedReason.class),
          new Table("Attempts (`status.capture.attempts[].outcome`)", AttemptOutcome.class),
          new Table("Condition Ready of a StuckPolicy", ReadyReason.class),
          new Table("Condition MetricsAvailable of a StuckPolicy", MetricsAvailableReason.class),
          new Table(
              "Condition CaptureReady and `status.notCapturable` of a StuckPolicy",
              CaptureReadyReason.class),
          new Table(
              "Decisions: `status.notFiring`, and the operator's metrics",
              dev.stuckpod.operator.decide.Reason.class),
          new Table("Results of a LoadTestWindow (`status.result`)", Result.class),
          new Table("Load of a LoadTestWindow (`status.load`)", LoadState.class),
          new Table("Condition Open of a LoadTestWindow", OpenReason.class),
          new Table("Condition Completed of a LoadTestWindow", CompletedReason.class),
          new Table("Condition Succeeded of a LoadTestWindow", SucceededReason.class),
          new Table("Notes of a LoadTestWindow (`status.notes[].reason`)", NoteReason.class),
          new Table("Pods that get no sidecar", SkipReason.class),
          new Table("Events", dev.stuckpod.operator.events.Reason.class));

  @Test
  void tableSaysWhatTheEnumsSay() throws IOException {
    var text = new StringBuilder("# Reasons and verdicts\n\n");
    text.append("Every word that a status, a condition or an Event may show.\n");
    for (Table table : TABLES) {
      text.append("\n## ").append(table.title()).append("\n\n| | |\n| --- | --- |\n");
      for (Enum<?> word : table.words().getEnumConstants()) {
        text.append("| `").append(shown(word)).append("` | ").append(meaning(word)).append(" |\n");
      }
    }
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(TABLE, text);
    }
    assertThat(TABLE).hasContent(text.toString());
  }

  /** Roles are shown in lower case. */
  private static String shown(Enum<?> word) {
    return word instanceof Role role ? role.label() : word.name();
  }

  private static String meaning(Enum<?> word) throws IOException {
    try {
      return (String) word.getDeclaringClass().getMethod("text").invoke(word);
    } catch (NoSuchMethodException without) {
      return javadoc(word);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError(word + ".text()", failed);
    }
  }

  private static String javadoc(Enum<?> word) throws IOException {
    Class<?> type = word.getDeclaringClass();
    String module = type.getPackageName().split("\\.", -1)[2];
    Path source =
        ROOT.resolve(module + "/src/main/java/" + type.getName().replace('.', '/') + ".java");
    Matcher comment =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\S+\\s+)?" + word.name() + "\\b",
                Pattern.DOTALL)
            .matcher(Files.readString(source));
    assertThat(comment.find()).as("%s.%s has a javadoc", type.getSimpleName(), word).isTrue();
    return comment.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
  }
}
