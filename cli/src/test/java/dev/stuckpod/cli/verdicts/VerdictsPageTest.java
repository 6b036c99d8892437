package dev.stuckpod.cli.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps docs/verdicts.md equal to what the analysis says; {@code -Ddocs=write} writes it. */
class VerdictsPageTest {

  private static final Path PAGE = Path.of("../docs/verdicts.md");

  private static List<Example> examples() throws IOException {
    return List.of(
        Example.of("go-incident.go1.26.memory"),
        Example.of("go-ab-ba.go1.26.memory"),
        Example.of("java-monitors.jdk25.threadprint"),
        Example.of("go-double-locking.go1.26.memory"),
        Example.of("go-rwr.go1.26.memory"),
        Example.of("java-upgrade.jdk25.threadprint"),
        Example.of("java-class-init.jdk25.threadprint"),
        Example.of("go-pair.go1.26.memory"),
        Example.of("go-nil-channel.go1.26.memory"),
        Example.of("go-lost-notify.go1.26.memory"),
        Example.of("go-group-own.go1.26.memory"),
        Example.of("go-orphan.go1.26.memory"),
        Example.of("java-executor.jdk25.threadprint"),
        Example.of("go-slots.go1.26.memory"),
        Example.of("go-connection-pool.go1.26.memory"),
        Example.of("go-leak.go1.26.memory"),
        Example.of("go-convoy.go1.26.memory"),
        Example.of("go-lock-across-io.go1.26.memory"),
        Example.of("go-log-blocked.go1.26.memory"),
        Example.of("java-finalizer.jdk25.threadprint"),
        Example.of("java-spin.jdk25.threadprint", "java-spin.jdk25.sigquit"),
        Example.of("go-silent-database.go1.26.memory"),
        Example.of("go-idle.go1.26.memory"),
        Example.of("go-orphan.go1.26.debug2"),
        Example.of("java-piling.jdk25.threadprint"));
  }

  @Test
  void pageSaysWhatTheAnalysisSays() throws IOException {
    String page = VerdictsPage.of(examples(), meanings());

    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  @Test
  void everyVerdictAndEveryKindHasAnExample() throws IOException {
    List<Example> examples = examples();

    assertThat(examples).extracting(Example::verdict).contains(Verdict.values());
    assertThat(examples)
        .extracting(Example::kind)
        .containsAll(
            Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.UNKNOWN)
                .map(Kind::label)
                .toList());
  }

  /** As docs/reasons.md says it, which a test of its own keeps. */
  private static Map<Verdict, String> meanings() throws IOException {
    var meanings = new EnumMap<Verdict, String>(Verdict.class);
    List<String> lines = Files.readAllLines(Path.of("../docs/reasons.md"));
    for (Verdict verdict : Verdict.values()) {
      String begins = "| `" + verdict + "` | ";
      String row = lines.stream().filter(line -> line.startsWith(begins)).findFirst().orElseThrow();
      meanings.put(verdict, row.substring(begins.length(), row.length() - " |".length()));
    }
    return meanings;
  }
}
