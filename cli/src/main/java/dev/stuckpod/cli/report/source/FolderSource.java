package dev.stuckpod.cli.report.source;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.loadtest.report.LoadFacts;
import dev.stuckpod.cli.loadtest.report.Report;
import dev.stuckpod.cli.loadtest.report.Run;
import dev.stuckpod.cli.loadtest.report.Seen;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.ReportPage;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code loadtest --artifacts} has kept in a folder, or its {@code report.json} alone: a page
 * can be made long after the cluster is gone.
 */
final class FolderSource {
  private static final String REPORT = "report.json";
  private static final long MOST_BYTES = 16 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;

  private FolderSource(Path folder) {
    this.folder = folder;
  }

  /** Whether a file or a folder is what the gate has written. */
  static boolean isOne(Path path) {
    if (Files.isDirectory(path)) {
      return true;
    }
    if (!path.toString().endsWith(".json") || !Files.isRegularFile(path)) {
      return false;
    }
    try {
      byte[] begin = new byte[256];
      try (var in = Files.newInputStream(path)) {
        int read = in.readNBytes(begin, 0, begin.length);
        return new String(begin, 0, read, StandardCharsets.UTF_8).contains(Report.SCHEMA);
      }
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Makes its page.
   *
   * @throws CommandException if there is no report in it
   */
  static ReportPage page(Path path, Links links) throws CommandException {
    boolean alone = !Files.isDirectory(path);
    Path file = alone ? path : path.resolve(REPORT);
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          "%s is a folder without %s: give the one of loadtest --artifacts, or a dump in it"
              .formatted(path, REPORT));
    }
    try {
      Report report = JSON.readValue(text(file), Report.class);
      if (alone) {
        Run run = new Run("", null, null, null, List.of(), Map.of(), report.k6());
        return LoadTestSource.page(run, report, (_, _, _) -> {}, List.of(), links);
      }
      return new FolderSource(path).page(report, links);
    } catch (JacksonException bad) {
      throw new CommandException(file + " is no report of a load test: " + Sentence.of(bad), bad);
    } catch (IOException failed) {
      throw new CommandException(file + " could not be read: " + Sentence.of(failed), failed);
    }
  }

  private ReportPage page(Report report, Links links) throws IOException {
    Path yaml = folder.resolve("window.yaml");
    LoadTestWindow window = Files.exists(yaml) ? object(yaml, LoadTestWindow.class) : null;
    Map<String, DumpAnalysis> analyses = new HashMap<>();
    for (Path file : files("analyses")) {
      DumpAnalysis one = object(file, DumpAnalysis.class);
      if (one != null && one.getMetadata() != null && one.getSpec() != null) {
        analyses.put(one.getMetadata().getName(), one);
      }
    }
    List<String> readings = new ArrayList<>();
    for (Path file : files("readings")) {
      readings.add(text(file));
    }
    String namespace =
        window == null || window.getMetadata().getNamespace() == null
            ? ""
            : window.getMetadata().getNamespace();
    Run run =
        new Run(namespace, window, load(report.load()), null, List.of(), analyses, report.k6());
    return LoadTestSource.page(run, report, this::dump, readings, links);
  }

  /** The load, where it was run by the gate. */
  private static @Nullable LoadFacts load(Report.Load load) {
    return load.command() == null
        ? null
        : new LoadFacts(
            List.of(load.command()),
            load.exit(),
            Seen.time(load.startedAt()).orElse(null),
            Seen.time(load.endedAt()).orElse(null));
  }

  private void dump(DumpAnalysis analysis, int sample, OutputStream out) throws IOException {
    String name = "%s-%d.txt".formatted(analysis.getMetadata().getName(), sample);
    Path file = folder.resolve("dumps").resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IOException("its name is none of a file");
    }
    Path packed = folder.resolve("dumps").resolve(name + ".gz");
    Files.copy(Files.exists(file) ? file : packed, out);
  }

  private List<Path> files(String name) throws IOException {
    Path in = folder.resolve(name);
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static <T> @Nullable T object(Path file, Class<T> type) throws IOException {
    try {
      return Serialization.unmarshal(text(file), type);
    } catch (IllegalArgumentException bad) {
      throw new IOException(file.getFileName() + ": " + Sentence.of(bad), bad);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file.getFileName() + " is too large");
    }
    return Files.readString(file);
  }
}
