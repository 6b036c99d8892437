package dev.stuckpod.analysis;

import dev.stuckpod.analysis.format.DumpReader;
import dev.stuckpod.analysis.format.UnknownFormatException;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.rule.Rules;
import java.io.IOException;
import java.io.InputStream;

/** Explains a dump. The entry point for the operator and the command line. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Reads a dump (plain or gzip, alone or somewhere in a log) and explains it, with {@link
   * Options#DEFAULT}. Reads to the end and does not close the stream.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Analysis analyze(InputStream dump) throws NotADumpException, IOException {
    return analyze(dump, Options.DEFAULT);
  }

  /**
   * Reads a dump and explains it.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Analysis analyze(InputStream input, Options options)
      throws NotADumpException, IOException {
    Dump dump;
    try {
      dump = DumpReader.read(input, options.limits());
    } catch (UnknownFormatException e) {
      throw new NotADumpException(e.sentence());
    }
    return Explanation.of(dump, Rules.apply(WaitForGraph.of(dump)), options);
  }
}
