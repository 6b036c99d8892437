package dev.stuckpod.status;

import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
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
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What does nothing is recognised by one call, and one of it is like the next. */
  private static final int OF_IDLE = 1;

  DumpAnalysisStatus add(DumpAnalysisStatus status, Analysis analysis) {
    DumpAnalysisStatusBuilder told = DumpAnalysisStatusBuilder.builder(status);
    if (status.dumps() != null) {
      told.dumps(noted(status.dumps(), analysis.ofRules()));
    }
    return told.runtime(
            new RuntimeInfo(
                cut(analysis.runtime().name(), NAME), cut(analysis.runtime().version(), WORD)))
        .verdict(analysis.verdict().toString())
        .cause(cut(analysis.cause(), SENTENCE))
        .confidence(analysis.confidence().toString())
        .findings(analysis.findings().stream().limit(bounds.findings()).map(this::finding).toList())
        .summary(summary(analysis.summary()))
        .stacks(chosen(analysis.stacks()).map(this::stack).toList())
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
        ids(p.ids(), bounds.ids()));
  }

  private Summary summary(Analysis.Summary s) {
    Map<String, Long> states = new LinkedHashMap<>();
    s.states().entrySet().stream()
        .limit(bounds.states())
        .forEach(e -> states.merge(cut(e.getKey(), WORD), (long) e.getValue(), Long::sum));
    return new Summary((long) s.routines(), (long) s.uniqueStacks(), (long) s.idle(), states);
  }

  /** Those that are not idle before those that are; listed in the order that they came in. */
  private Stream<Analysis.Stack> chosen(List<Analysis.Stack> stacks) {
    Set<Integer> chosen =
        Stream.of(false, true)
            .flatMap(
                idle ->
                    Stream.iterate(0, i -> i < stacks.size(), i -> i + 1)
                        .filter(i -> stacks.get(i).idle() == idle))
            .limit(bounds.groups())
            .collect(Collectors.toSet());
    return Stream.iterate(0, i -> i < stacks.size(), i -> i + 1)
        .filter(chosen::contains)
        .map(stacks::get);
  }

  private StackGroup stack(Analysis.Stack s) {
    return new StackGroup(
        (long) s.count(),
        cut(s.state(), WORD),
        (long) s.waitMinutes(),
        s.idle(),
        ofTheApplication(s.frames()).stream()
            .limit(s.idle() ? Math.min(OF_IDLE, bounds.frames()) : bounds.frames())
            .map(f -> new StackFrame(cut(f.function(), LINE), cut(f.file(), LINE), f.line()))
            .toList(),
        ids(s.ids(), s.idle() ? OF_IDLE : bounds.ids()));
  }

  /**
   * Leaves out the runtime's calls at both ends: what they do stands in the state. Where there are
   * no others, the outermost stays, which says what it is for.
   */
  private static List<Analysis.Line> ofTheApplication(List<Analysis.Line> frames) {
    int first = 0;
    while (first < frames.size() && !isOfTheApplication(frames.get(first))) {
      first++;
    }
    if (first == frames.size()) {
      List<Analysis.Line> begun =
          frames.stream().filter(f -> !Platforms.isRoot(f.function())).toList();
      return begun.isEmpty() ? frames : List.of(begun.getLast());
    }
    int last = frames.size() - 1;
    while (!isOfTheApplication(frames.get(last))) {
      last--;
    }
    return frames.subList(first, last + 1);
  }

  private static boolean isOfTheApplication(Analysis.Line line) {
    return !Platforms.isPlumbing(line.function());
  }

  private List<String> ids(List<String> ids, int most) {
    return ids.stream().limit(Math.min(most, bounds.ids())).map(id -> cut(id, WORD)).toList();
  }

  private String cut(@Nullable String text, int longest) {
    return OneLine.of(text == null ? "" : text).within(Math.min(longest, bounds.longest())).text();
  }
}
