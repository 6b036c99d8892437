package dev.stuckpod.status;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Blocker;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Crash;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Held;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who failed and who holds up others, as much of it as a status lists.
 *
 * @param words makes a text fit
 */
record ListedChains(Bounds bounds, ListedStacks.Words words) {

  private static final int WORD = 128;
  private static final int LINE = 512;
  private static final int SENTENCE = 1024;

  /** Of a circle; the finding that tells of it has more of them. */
  private static final int CIRCLE = 8;

  List<Crash> crashes(List<Analysis.Crash> crashes) {
    return crashes.stream().limit(bounds.findings()).map(this::crash).toList();
  }

  private Crash crash(Analysis.Crash one) {
    return new Crash(
        words.cut(one.message(), SENTENCE),
        words.cut(one.routine(), WORD),
        words.cut(one.function(), LINE),
        words.cut(one.location(), LINE));
  }

  List<Blocker> blockers(@Nullable List<Analysis.Blocker> blockers) {
    return Stream.ofNullable(blockers)
        .flatMap(List::stream)
        .limit(bounds.findings())
        .map(this::blocker)
        .toList();
  }

  private Blocker blocker(Analysis.Blocker one) {
    return new Blocker(
        one.holders().stream()
            .limit(Math.min(CIRCLE, bounds.participants()))
            .map(this::held)
            .toList(),
        (long) one.direct(),
        (long) one.victims(),
        one.ids().stream().limit(bounds.ids()).map(id -> words.cut(id, WORD)).toList());
  }

  private Held held(Analysis.Held one) {
    return new Held(
        words.cut(one.id(), WORD),
        words.cut(one.state(), WORD),
        words.cut(one.function(), LINE),
        words.cut(one.location(), LINE),
        words.cut(one.resource(), LINE));
  }
}
