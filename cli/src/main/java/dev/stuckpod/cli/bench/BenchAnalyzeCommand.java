package dev.stuckpod.cli.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.cli.ground.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  private static final int RUNS = 15;
  private static final long WARM_UP_NANOS = 4_000_000_000L;

  /** What is printed as JSON. */
  @JsonPropertyOrder({"bytes", "parse", "analyze", "analyzeAllCores", "peakHeapBytes"})
  record Figures(
      long bytes, Rates parse, Rates analyze, Rates analyzeAllCores, long peakHeapBytes) {}

  /** How figures are printed. */
  enum Format {
    text,
    json
  }

  /** One thing to measure. */
  private interface Work {
    void run(InputStream dump) throws Exception;
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
    Rates parse = measure(1, dump -> Platforms.read(dump, Limits.DEFAULT));
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    long before = heap().stream().mapToLong(p -> p.getUsage().getUsed()).sum();
    Analyzer.analyze(new ByteArrayInputStream(bytes));
    long peak = heap().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum() - before;
    Figures figures =
        new Figures(
            bytes.length,
            parse,
            measure(1, Analyzer::analyze),
            measure(Runtime.getRuntime().availableProcessors(), Analyzer::analyze),
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

  private Rates measure(int cores, Work work) throws Exception {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      time(cores, work);
    }
    long[] nanos = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      nanos[i] = time(cores, work);
    }
    return Rates.of((long) bytes.length * cores, nanos);
  }

  /** Runs the work once on each core at the same time. */
  private long time(int cores, Work work) throws Exception {
    if (cores == 1) {
      long start = System.nanoTime();
      work.run(new ByteArrayInputStream(bytes));
      return System.nanoTime() - start;
    }
    try (var threads = Executors.newFixedThreadPool(cores)) {
      long start = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        all.add(
            threads.submit(
                () -> {
                  work.run(new ByteArrayInputStream(bytes));
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      return System.nanoTime() - start;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  private void print(Figures f) throws JsonProcessingException {
    Console out = Console.out(spec);
    if (format == Format.json) {
      out.line(new ObjectMapper().writeValueAsString(f));
    } else {
      out.line(
          String.format(
              Locale.ROOT,
              "%.1f MB, %d runs each, MB/s (min, median, max)",
              f.bytes() / 1e6,
              RUNS));
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
        String.format(Locale.ROOT, "%-24s %8.1f %8.1f %8.1f", name, r.min(), r.median(), r.max()));
  }
}
