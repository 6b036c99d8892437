package dev.stuckpod.cli.loadtest.artifacts;

import dev.stuckpod.cli.cluster.WholeDump;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.loadtest.report.JsonReport;
import dev.stuckpod.cli.loadtest.report.JunitReport;
import dev.stuckpod.cli.loadtest.report.MarkdownReport;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.TextReport;
import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.source.ReportPages;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.KeptReadings;
import dev.stuckpod.text.Fit;
import dev.stuckpod.text.HtmlDocument;
import dev.stuckpod.text.Layout;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder: {@code report.txt}, {@code .md}, {@code .json}, {@code .xml}, {@code
 * window.yaml}, {@code analyses/NAME.yaml}, {@code dumps/NAME-N.txt}, {@code readings/NAME.om} of
 * the pods when an analysis was opened, {@code readings/end.om} of those when the window ended, and
 * {@code report.html} of all of them. What cannot be written keeps nothing else from it.
 */
public final class Artifacts {

  private final Path folder;
  private final List<String> failures = new ArrayList<>();

  private Artifacts(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes all that can be had.
   *
   * @param client of the run's namespace; null where there is none, and nothing to fetch
   * @return what could not be written, a sentence each
   */
  public static List<String> write(
      Path folder, Run run, Report report, @Nullable KubernetesClient client) {
    var artifacts = new Artifacts(folder);
    artifacts.text("report.txt", () -> TextReport.of(run, report, Layout.PLAIN));
    artifacts.text("report.md", () -> MarkdownReport.of(run, report));
    artifacts.text("report.json", () -> JsonReport.of(report));
    artifacts.text("report.xml", () -> JunitReport.of(run, report));
    LoadTestWindow window = run.window();
    if (window != null) {
      artifacts.text("window.yaml", () -> yaml(window));
    }
    if (client != null) {
      run.analyses().values().forEach(analysis -> artifacts.analysis(analysis, client));
      if (window != null && window.getStatus() != null && window.getStatus().readings() != null) {
        window.getStatus().readings().forEach(one -> artifacts.readings(one, client));
      }
    }
    artifacts.page();
    return artifacts.failures;
  }

  /**
   * Made of what was kept, so that nothing is fetched twice; it is what can be made again of it.
   */
  private void page() {
    try {
      HtmlDocument page = PageHtml.of(ReportPages.ofFolder(folder, Links.OF_LIBRARIES));
      text("report.html", () -> page);
    } catch (CommandException failed) {
      failures.add("report.html: " + Sentence.of(failed));
    }
  }

  private void analysis(DumpAnalysis analysis, KubernetesClient client) {
    String name = analysis.getMetadata().getName();
    if (!name.matches(ObjectNames.DNS_SUBDOMAIN)) {
      failures.add("an analysis whose name is none");
      return;
    }
    text("analyses/" + name + ".yaml", () -> yaml(analysis));
    List<DumpInfo> dumps = WholeDump.of(analysis);
    for (int i = 0; i < dumps.size(); i++) {
      DumpInfo dump = dumps.get(i);
      bytes("dumps/%s-%d.txt".formatted(name, i), out -> WholeDump.write(dump, client, out));
    }
  }

  private void readings(KeptReadings readings, KubernetesClient client) {
    String name = readings.dumpAnalysis() == null ? "end" : readings.dumpAnalysis();
    if (!name.matches(ObjectNames.DNS_SUBDOMAIN)
        || !readings.name().matches(ObjectNames.DNS_SUBDOMAIN)) {
      failures.add("readings whose name is none");
      return;
    }
    bytes("readings/" + name + ".om", out -> WholeDump.write(readings, client, out));
  }

  @FunctionalInterface
  private interface Bytes {
    void writeTo(OutputStream out) throws CommandException, IOException;
  }

  /** Byte for byte as they were kept. */
  private void bytes(String name, Bytes kept) {
    try {
      try (OutputStream out = Files.newOutputStream(made(name))) {
        kept.writeTo(out);
      }
    } catch (CommandException | IOException | KubernetesClientException failed) {
      failures.add(name + ": " + Sentence.of(failed));
    }
  }

  private void text(String name, Supplier<Fit> text) {
    try (Console file = Console.file(made(name))) {
      file.print(text.get());
      if (file.hasFailed()) {
        failures.add(name + ": it could not be written whole");
      }
    } catch (IOException failed) {
      failures.add(name + ": " + Sentence.of(failed));
    }
  }

  private Path made(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    return file;
  }

  private static ScreenText yaml(Object object) {
    return ScreenText.of(Serialization.asYaml(object));
  }
}
