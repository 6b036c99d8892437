package dev.stuckpod.status;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.DumpInfoBuilder;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo.BlockedResource;
import dev.stuckpod.crds.v1alpha1.FindingInfo.Participant;
import dev.stuckpod.text.OneLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes an analysis into the fields of a status, as much of it as the bounds allow. */
record Listing(Bounds bounds) {

  private static final int NAME = 63;
  private static final int WORD = 128;
  private static final int LINE = 512;
  private static final int SENTENCE = 1024;
  private static final int TEXT = 2048;
  private static final int PROBLEMS = 16;

  DumpAnalysisStatus add(DumpAnalysisStatus status, Analysis analysis) {
    DumpAnalysisStatusBuilder told = DumpAnalysisStatusBuilder.builder(status);
    if (status.dumps() != null) {
      told.dumps(noted(status.dumps(), analysis.ofRules()));
    }
    var chains = new ListedChains(bounds, this::cut);
    return told.runtime(
            new RuntimeInfo(
                cut(analysis.runtime().name(), NAME), cut(analysis.runtime().version(), WORD)))
        .verdict(analysis.verdict().toString())
        .cause(cut(analysis.cause(), SENTENCE))
        .confidence(analysis.confidence().toString())
        .crashes(chains.crashes(analysis.crashes()))
        .blockers(chains.blockers(analysis.blockers()))
        .findings(analysis.findings().stream().limit(bounds.findings()).map(this::finding).toList())
        .summary(summary(analysis.summary()))
        .stacks(new ListedStacks(bounds, this::cut).of(analysis.stacks()))
        .build();
  }

  /** The last dump is the one that is told; what its explanation lacks stands with it. */
  private List<DumpInfo> noted(List<DumpInfo> dumps, List<String> problems) {
    if (dumps.isEmpty() || problems.isEmpty()) {
      return dumps;
    }
    DumpInfo told = dumps.getLast();
    List<String> before = told.problems() == null ? List.of() : told.problems();
    List<String> all =
        Stream.concat(before.stream(), problems.stream().map(p -> cut(p, LINE)))
            .distinct()
            .limit(PROBLEMS)
            .toList();
    return Stream.concat(
            dumps.stream().limit(dumps.size() - 1L),
            Stream.of(DumpInfoBuilder.builder(told).problems(all).build()))
        .toList();
  }

  private FindingInfo finding(Finding f) {
    var resource = f.resource();
    return new FindingInfo(
        cut(f.rule(), NAME),
        f.kind().label(),
        f.category().label(),
        cut(f.title(), LINE),
        cut(f.explanation(), TEXT),
        f.confidence().toString(),
        resource == null
            ? null
            : new BlockedResource(
                cut(resource.kind(), NAME),
                cut(resource.address(), NAME),
                cut(resource.type(), LINE)),
        f.participants().stream().limit(bounds.participants()).map(this::participant).toList(),
        f.evidence().stream().limit(bounds.evidence()).map(e -> cut(e, SENTENCE)).toList(),
        cut(f.suggestion(), TEXT));
  }

  private Participant participant(Finding.Participant p) {
    return new Participant(
        p.role().label(),
        (long) p.count(),
        cut(p.state(), WORD),
        cut(p.function(), LINE),
        cut(p.location(), LINE),
        cut(p.example(), WORD),
        p.ids().stream().limit(bounds.ids()).map(id -> cut(id, WORD)).toList());
  }

  private Summary summary(Analysis.Summary s) {
    Map<String, Long> states = new LinkedHashMap<>();
    s.states().entrySet().stream()
        .limit(bounds.states())
        .forEach(e -> states.merge(cut(e.getKey(), WORD), (long) e.getValue(), Long::sum));
    return new Summary((long) s.routines(), (long) s.uniqueStacks(), (long) s.idle(), states);
  }

  private String cut(@Nullable String text, int longest) {
    return OneLine.of(text == null ? "" : text).within(Math.min(longest, bounds.longest())).text();
  }
}
