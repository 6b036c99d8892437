package dev.stuckpod.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.cli.ground.Console;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Measures parsing and explaining of one dump: many runs in one process, the first ones unmeasured.
 */
@Command(
    name = "analyze",
    description =
        "Measures in MB/s how fast a dump is parsed, and parsed, grouped and diagnosed, on one core"
            + " and on all; and the peak of the heap.",
    mixinStandardHelpOptions = true)
public final class BenchAnalyzeCommand implements Callable<Integer> {
  /** What is printed as JSON. */
  @JsonPropertyOrder({"bytes", "parse", "analyze", "analyzeAllCores", "peakHeapBytes"})
  record Figures(
      long bytes, Rates parse, Rates analyze, Rates analyzeAllCores, long peakHeapBytes) {}

  /** How figures are printed. */
  enum Format {
    text,
    json
  }

  @Option(names = "--format", defaultValue = "text", description = "text or json; default: text.")
  private Format format = Format.text;

  @Parameters(paramLabel = "FILE", description = "A dump, plain or gzip.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  private byte[] bytes = {};

  @Override
  public Integer call() throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      bytes =
          file.toString().endsWith(".gz")
              ? new GZIPInputStream(in).readAllBytes()
              : in.readAllBytes();
    }
    var runs = new Runs(bytes);
    Rates parse = runs.measure(1, dump -> Platforms.read(dump, Limits.DEFAULT));
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    long before = heap().stream().mapToLong(p -> p.getUsage().getUsed()).sum();
    Analyzer.analyze(new ByteArrayInputStream(bytes));
    long peak = heap().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() - before;
    Figures figures =
        new Figures(
            bytes.length,
            parse,
            runs.measure(1, Analyzer::analyze),
            runs.measure(Runtime.getRuntime().availableProcessors(), Analyzer::analyze),
            Math.max(0, peak));
    print(figures);
    return 0;
  }

  /** The pools of the heap; what the dump's own bytes take is subtracted by the caller. */
  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == MemoryType.HEAP)
        .toList();
  }

  private void print(Figures f) throws JsonProcessingException {
    Console out = Console.out(spec);
    if (format == Format.json) {
      out.line(new ObjectMapper().writeValueAsString(f));
    } else {
      out.line(
          String.format(
              Locale.ROOT,
              "%.1f MB, %d runs each, MB/s (min, median, max), MB per second of CPU",
              f.bytes() / 1e6,
              Runs.MEASURED));
      row(out, "parse", f.parse());
      row(out, "parse, group, diagnose", f.analyze());
      row(out, "the same on all cores", f.analyzeAllCores());
      out.line(
          String.format(
              Locale.ROOT, "peak heap %.1f MB beside the dump's bytes", f.peakHeapBytes() / 1e6));
    }
    out.flush();
  }

  private static void row(Console out, String name, Rates r) {
    out.line(
        String.format(
            Locale.ROOT,
            "%-24s %8.1f %8.1f %8.1f %8.1f",
            name,
            r.min(),
            r.median(),
            r.max(),
            r.cpu()));
  }
}
