package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.NotifiedOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import java.util.List;
import java.util.Optional;

/** Who was told of an incident, as its status says; pure. */
final class Told {

  private Told() {}

  /** Finds what it says of an address. */
  static Optional<Notified> of(DumpAnalysis analysis, String address) {
    return all(analysis).stream().filter(one -> one.name().equals(address)).findFirst();
  }

  /** Names of addresses that are to be told. */
  static List<String> untold(DumpAnalysis analysis) {
    return all(analysis).stream().filter(Told::isPending).map(Notified::name).toList();
  }

  static boolean isPending(Notified one) {
    return NotifiedOutcome.Pending.name().equals(one.outcome());
  }

  /** The same analysis, which says this of an address. */
  static DumpAnalysis with(DumpAnalysis analysis, Notified now) {
    var changed = new DumpAnalysis();
    changed.setMetadata(analysis.getMetadata());
    changed.setSpec(analysis.getSpec());
    changed.setStatus(
        DumpAnalysisStatusBuilder.builder(analysis.getStatus())
            .notified(
                all(analysis).stream()
                    .map(one -> one.name().equals(now.name()) ? now : one)
                    .toList())
            .build());
    return changed;
  }

  private static List<Notified> all(DumpAnalysis analysis) {
    var status = analysis.getStatus();
    return status == null || status.notified() == null ? List.of() : status.notified();
  }
}
