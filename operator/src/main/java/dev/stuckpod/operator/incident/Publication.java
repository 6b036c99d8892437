package dev.stuckpod.operator.incident;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.rawdump.RawDumpNames;
import dev.stuckpod.crds.rawdump.RawDumpReader;
import dev.stuckpod.crds.rawdump.RawDumpWriter;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.RawDumpRef;
import dev.stuckpod.operator.publish.DumpFile;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Keeps a dump in RawDump parts before anybody looks at it, and reads it back. */
final class Publication {

  private static final int PROBLEMS = 16;
  private static final int LONGEST_PROBLEM = 512;

  private final RawDumpWriter writer;
  private final RawDumpReader reader;

  Publication(KubernetesClient client) {
    this.writer = new RawDumpWriter(client);
    this.reader = new RawDumpReader(client);
  }

  /**
   * Keeps a dump and says what it is worth.
   *
   * @param index which dump of the analysis this is, from 0
   * @param problems what is already known to be missing
   */
  DumpInfo keep(
      DumpAnalysis analysis,
      int index,
      CaptureMethod method,
      String takenAt,
      DumpFile file,
      List<String> problems)
      throws IOException {
    String name = analysis.getMetadata().getName();
    String dump = RawDumpNames.dump(name, index);
    writer.write(analysis.getMetadata().getNamespace(), name, dump, file.gzip(), file.sha256());
    var all = new ArrayList<>(problems);
    long routines = 0;
    boolean complete = problems.isEmpty();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file.gzip()))) {
      Analysis read = Analyzer.analyze(in);
      routines = read.summary().routines();
      complete &= read.complete();
      all.addAll(read.problems());
    } catch (NotADumpException e) {
      complete = false;
      all.add(e.getMessage());
    }
    return new DumpInfo(
        new RawDumpRef(dump),
        method,
        takenAt,
        file.sha256(),
        file.bytes(),
        file.lines(),
        routines,
        complete,
        all.stream().limit(PROBLEMS).map(Publication::cut).toList());
  }

  private static String cut(String problem) {
    return problem.length() <= LONGEST_PROBLEM
        ? problem
        : problem.substring(0, LONGEST_PROBLEM - 1) + "…";
  }

  /**
   * Reads the kept dumps of one process, the oldest first, and explains them: several as a series,
   * which shows what has moved in between. What is no dump is passed over where another one is.
   */
  Analysis explain(String namespace, List<DumpInfo> dumps) throws IOException, NotADumpException {
    List<DumpInfo> readable = dumps.stream().filter(Publication::hasRoutines).toList();
    if (readable.size() < 2) {
      try (InputStream in =
          open(namespace, readable.isEmpty() ? dumps.getLast() : readable.getFirst())) {
        return Analyzer.analyze(in);
      }
    }
    var open = new ArrayList<InputStream>();
    try {
      for (DumpInfo dump : readable) {
        open.add(open(namespace, dump));
      }
      return Analyzer.analyzeSeries(open, Options.DEFAULT);
    } finally {
      for (InputStream dump : open) {
        dump.close();
      }
    }
  }

  private static boolean hasRoutines(DumpInfo dump) {
    return dump.routines() != null && dump.routines() > 0;
  }

  private InputStream open(String namespace, DumpInfo dump) throws IOException {
    RawDumpRef ref = dump.rawDumpRef();
    if (ref == null) {
      throw new IOException("the dump has no RawDump");
    }
    return reader.open(namespace, ref.name());
  }
}
