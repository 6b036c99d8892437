package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Survey;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.turns.Turns;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a dump is worth: how much can be read of it, and what is missing. */
public final class Worth {

  private static final Logger LOG = LoggerFactory.getLogger(Worth.class);

  private static final int PROBLEMS = 16;
  private static final int LONGEST_PROBLEM = 512;

  private final Turns reading;

  /** Reads dumps when it is their namespaces' turn. */
  Worth(Turns reading) {
    this.reading = reading;
  }

  /**
   * Says it of a dump of a namespace.
   *
   * @param name under which it is kept; null when it is not
   * @param problems what is already known to be missing
   */
  DumpInfo of(
      String namespace,
      @Nullable String name,
      CaptureMethod method,
      String takenAt,
      PackedDump file,
      List<String> problems) {
    var all = new ArrayList<>(problems);
    long routines = 0;
    boolean complete = problems.isEmpty();
    try {
      Survey read = survey(namespace, file.gzip());
      routines = read.routines();
      complete &= read.complete();
      all.addAll(read.problems());
    } catch (NotADumpException e) {
      complete = false;
      all.add(e.getMessage());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      LOG.warn("A dump cannot be read", e);
      complete = false;
      all.add("It could not be read: " + e);
    }
    return new DumpInfo(
        name == null ? null : new RawDumpRef(name),
        method,
        takenAt,
        file.sha256(),
        file.bytes(),
        file.lines(),
        routines,
        complete,
        all.stream().limit(PROBLEMS).map(Worth::cut).toList());
  }

  private static String cut(String problem) {
    return OneLine.of(problem).within(LONGEST_PROBLEM).text();
  }

  /** Only reads it: it is explained once, with the other dumps of its incident. */
  private Survey survey(String namespace, Path gzip) throws IOException, NotADumpException {
    try (var _ = reading.take(namespace);
        InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return Analyzer.survey(in);
    }
  }
}
