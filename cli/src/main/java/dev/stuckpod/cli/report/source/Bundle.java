package dev.stuckpod.cli.report.source;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Opened;
import dev.stuckpod.analysis.OpenedSeries;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.cli.report.make.Evidence;
import dev.stuckpod.cli.report.page.Raw;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Dumps in files, read as one process's. */
final class Bundle {
  /** As many groups as a page lists, and all of their calls. */
  private static final Options OPTIONS =
      new Options(Limits.DEFAULT, 400, Integer.MAX_VALUE, Options.DEFAULT.effort());

  private Bundle() {}

  /**
   * Reads them.
   *
   * @param files the oldest first
   * @throws NotADumpException if one is none
   * @throws IOException if one cannot be read
   */
  static Evidence read(List<Path> files, List<Raw> raws, List<String> remarks)
      throws NotADumpException, IOException {
    List<InputStream> open = new ArrayList<>();
    try {
      for (Path file : files) {
        open.add(new BufferedInputStream(Files.newInputStream(file)));
      }
      if (open.size() == 1) {
        Opened one = Analyzer.open(open.getFirst(), OPTIONS);
        return new Evidence(
            one.analysis(), one.graph().orElse(null), List.of(one.dump()), raws, remarks);
      }
      OpenedSeries series = Analyzer.openSeries(open, OPTIONS);
      return new Evidence(
          series.analysis(), series.graph().orElse(null), series.dumps(), raws, remarks);
    } finally {
      for (InputStream in : open) {
        in.close();
      }
    }
  }
}
