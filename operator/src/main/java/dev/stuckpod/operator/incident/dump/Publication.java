package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfo.RawDumpRef;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.turns.Turns;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains dumps: one after the other, namespaces in turn, because the stacks of a large one fill
 * much of the memory.
 */
public final class Publication {

  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

  private final DumpStore store;
  private final AtHand atHand;
  private final Turns reading = new Turns(1, 1);
  private final Worth worth = new Worth(reading);

  /**
   * Reads dumps.
   *
   * @param atHand has some of those that are kept
   */
  public Publication(DumpStore store, AtHand atHand) {
    this.store = store;
    this.atHand = atHand;
  }

  /** Says what dumps are worth; it reads them in the same turns. */
  public Worth worth() {
    return worth;
  }

  /** Explains a dump of a namespace that is not kept. */
  Analysis explain(String namespace, Path gzip) throws IOException, NotADumpException {
    try (var _ = reading.take(namespace);
        InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return Analyzer.analyze(in);
    }
  }

  /**
   * Reads the kept dumps of one process, the oldest first, and explains them: several as a series,
   * which shows what has moved in between. What is no dump is passed over where another one is.
   */
  Analysis explain(String namespace, List<DumpInfo> dumps) throws Trouble, NotADumpException {
    List<DumpInfo> readable = dumps.stream().filter(Publication::hasRoutines).toList();
    List<DumpInfo> meant =
        readable.size() > 1
            ? readable
            : List.of(readable.isEmpty() ? dumps.getLast() : readable.getFirst());
    try (var _ = reading.take(namespace)) {
      return explainNow(namespace, meant);
    } catch (DumpStoreException e) {
      throw new Trouble(Failure.of(e), e);
    } catch (IOException e) {
      meant.forEach(dump -> distrust(namespace, dump));
      throw new Trouble(new Failure.Unreadable("A kept dump is damaged: " + e.getMessage()), e);
    }
  }

  private Analysis explainNow(String namespace, List<DumpInfo> dumps)
      throws Trouble, NotADumpException, IOException {
    var open = new ArrayList<InputStream>();
    try {
      for (DumpInfo dump : dumps) {
        open.add(open(namespace, dump));
      }
      return open.size() == 1
          ? Analyzer.analyze(open.getFirst())
          : Analyzer.analyzeSeries(open, Options.DEFAULT);
    } finally {
      open.forEach(Publication::close);
    }
  }

  /** Those of them that can be read to their ends. */
  List<DumpInfo> readable(String namespace, List<DumpInfo> dumps) {
    return dumps.stream().filter(dump -> isReadable(namespace, dump)).toList();
  }

  private boolean isReadable(String namespace, DumpInfo dump) {
    try (InputStream in = open(namespace, dump)) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException | Trouble e) {
      return false;
    }
  }

  private static boolean hasRoutines(DumpInfo dump) {
    return dump.routines() != null && dump.routines() > 0;
  }

  private InputStream open(String namespace, DumpInfo dump) throws Trouble {
    RawDumpRef ref = dump.rawDumpRef();
    if (ref == null) {
      throw new Trouble(new Failure.Unreadable("The bytes of a dump were not kept"));
    }
    Optional<InputStream> file = atHand.open(namespace, ref.name());
    if (file.isPresent()) {
      return file.get();
    }
    try {
      return store.open(namespace, ref.name());
    } catch (DumpStoreException e) {
      throw new Trouble(Failure.of(e), e);
    }
  }

  /** The store is asked the next time. */
  private void distrust(String namespace, DumpInfo dump) {
    RawDumpRef ref = dump.rawDumpRef();
    if (ref != null) {
      atHand.distrust(namespace, ref.name());
    }
  }

  private static void close(InputStream dump) {
    try {
      dump.close();
    } catch (IOException e) {
      LOG.debug("closing a dump: {}", e.getMessage());
    }
  }
}
