package dev.stuckpod.cli.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.text.Fit;
import dev.stuckpod.text.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A report in each of its forms; {@code -Dgolden=write} writes them anew. */
class GoldenReportTest {

  private static final Path GOLDEN = Path.of("src/test/resources/dev/stuckpod/cli/loadtest/report");

  /** A form of the report, by the name of its file. */
  record Form(String name, Fit text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Form> forms() {
    Run run = Runs.stuck();
    Report report = Reports.of(run);
    return List.of(
        new Form("stuck.md", MarkdownReport.of(run, report)),
        new Form("stuck.txt", TextReport.of(run, report, Layout.PLAIN)),
        new Form("stuck.json", JsonReport.of(report)),
        new Form("stuck.xml", JunitReport.of(run, report)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aReportIsAsItWas(Form form) throws IOException {
    Path golden = GOLDEN.resolve(form.name());
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, form.text().text());
    }

    assertThat(form.text().text()).isEqualTo(Files.readString(golden));
  }
}
