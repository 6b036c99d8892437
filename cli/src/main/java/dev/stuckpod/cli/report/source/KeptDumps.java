package dev.stuckpod.cli.report.source;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import dev.stuckpod.cli.report.make.Evidence;
import dev.stuckpod.cli.report.page.Raw;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.status.Explanation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of a DumpAnalysis: its dumps, read anew; where they are gone, its status. */
final class KeptDumps {

  /** Where dumps of analyses are. */
  @FunctionalInterface
  interface Store {
    /**
     * Writes one.
     *
     * @param sample which of the analysis' dumps, from 0
     */
    void write(DumpAnalysis analysis, int sample, OutputStream out)
        throws CommandException, IOException;
  }

  private KeptDumps() {}

  /** Gives what is known; empty where it is not explained. */
  static Optional<Evidence> of(DumpAnalysis analysis, Store store) {
    DumpAnalysisStatus status = analysis.getStatus();
    if (status == null || status.verdict() == null) {
      return Optional.empty();
    }
    List<DumpInfo> dumps = status.dumps() == null ? List.of() : status.dumps();
    List<Raw> raws = new ArrayList<>();
    for (int i = 0; i < dumps.size(); i++) {
      raws.add(raw(dumps.get(i), i));
    }
    List<Path> copies = new ArrayList<>();
    try {
      for (int i = 0; i < dumps.size(); i++) {
        Path copy = Files.createTempFile("stuckpod-dump", "");
        copies.add(copy);
        try (OutputStream out = Files.newOutputStream(copy)) {
          store.write(analysis, i, out);
        }
      }
      return Optional.of(
          copies.isEmpty()
              ? told(status, raws, "it has no dump")
              : checked(Bundle.read(copies, raws, List.of()), status));
    } catch (CommandException
        | IOException
        | NotADumpException
        | KubernetesClientException failed) {
      return Optional.of(told(status, raws, Sentence.of(failed)));
    } finally {
      copies.forEach(KeptDumps::remove);
    }
  }

  /** What the operator has said counts; a later stuckpod may see it otherwise, and says so. */
  private static Evidence checked(Evidence read, DumpAnalysisStatus status) {
    String now = read.analysis().headline();
    String then = Explanation.of(status).headline();
    return now.equals(then)
        ? read
        : new Evidence(
            read.analysis(),
            read.graph(),
            read.dumps(),
            read.raws(),
            List.of(
                "The operator has said %s; this version of stuckpod reads the dumps as %s."
                    .formatted(then, now)));
  }

  private static Evidence told(DumpAnalysisStatus status, List<Raw> raws, String why) {
    return Evidence.told(
        Explanation.of(status),
        raws,
        List.of("Only what the analysis lists is shown, its dumps are not there: " + why));
  }

  private static Raw raw(DumpInfo dump, int number) {
    List<String> facts = new ArrayList<>();
    facts.add("by " + dump.method());
    if (dump.takenAt() != null) {
      facts.add("at " + dump.takenAt());
    }
    if (dump.bytes() != null) {
      facts.add(String.format(Locale.ROOT, "%,d bytes", dump.bytes()));
    }
    if (dump.routines() != null) {
      facts.add("%d routines".formatted(dump.routines()));
    }
    facts.add(Boolean.TRUE.equals(dump.complete()) ? "complete" : "not complete");
    return new Raw(
        "Dump " + (number + 1),
        String.join(", ", facts),
        dump.sha256() == null ? "" : dump.sha256(),
        "the dump");
  }

  private static void remove(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException stays) {
      copy.toFile().deleteOnExit();
    }
  }
}
