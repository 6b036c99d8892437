package dev.stuckpod.operator.publish;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.BlockedResource;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.Finding;
import dev.stuckpod.crds.v1alpha1.Participant;
import dev.stuckpod.crds.v1alpha1.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.StackFrame;
import dev.stuckpod.crds.v1alpha1.StackGroup;
import dev.stuckpod.crds.v1alpha1.Summary;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an analysis into the fields of a status. Names and meaning are the same; only lengths are
 * bounded, so that an object stays readable and far below what the API server takes. The whole is
 * in the raw dump.
 */
public final class Explanation {

  private static final int FINDINGS = 8;
  private static final int PARTICIPANTS = 16;
  private static final int EVIDENCE = 24;
  private static final int STACKS = 30;
  private static final int FRAMES = 24;
  private static final int IDS = 10;
  private static final int STATES = 40;
  private static final int WORD = 128;
  private static final int LINE = 512;
  private static final int SENTENCE = 1024;
  private static final int TEXT = 2048;

  private Explanation() {}

  /** Adds what a dump says to a status. */
  public static DumpAnalysisStatus add(DumpAnalysisStatus status, Analysis analysis) {
    return DumpAnalysisStatusBuilder.builder(status)
        .runtime(
            new RuntimeInfo(
                cut(analysis.runtime().name(), 63), cut(analysis.runtime().version(), WORD)))
        .verdict(analysis.verdict().toString())
        .cause(cut(analysis.cause(), SENTENCE))
        .confidence(analysis.confidence().toString())
        .findings(analysis.findings().stream().limit(FINDINGS).map(Explanation::finding).toList())
        .summary(summary(analysis.summary()))
        .stacks(analysis.stacks().stream().limit(STACKS).map(Explanation::stack).toList())
        .build();
  }

  /**
   * Adds what a dump says in so many bytes of JSON at most, as far as the rest of the status leaves
   * room: stacks go first, then the least of the findings.
   */
  public static DumpAnalysisStatus add(
      DumpAnalysisStatus status, Analysis analysis, int mostBytes) {
    DumpAnalysisStatus less = add(status, analysis);
    if (bytes(less) > mostBytes) {
      less = DumpAnalysisStatusBuilder.builder(less).stacks(List.of()).build();
    }
    List<Finding> fewer = less.findings() == null ? List.of() : less.findings();
    while (bytes(less) > mostBytes && !fewer.isEmpty()) {
      fewer = List.copyOf(fewer.subList(0, fewer.size() - 1));
      less = DumpAnalysisStatusBuilder.builder(less).findings(fewer).build();
    }
    return less;
  }

  private static int bytes(DumpAnalysisStatus status) {
    return Serialization.asJson(status).getBytes(StandardCharsets.UTF_8).length;
  }

  private static Finding finding(dev.stuckpod.analysis.report.Finding f) {
    var resource = f.resource();
    return new Finding(
        cut(f.rule(), 63),
        cut(f.kind(), 63),
        f.category().label(),
        cut(f.title(), LINE),
        cut(f.explanation(), TEXT),
        f.confidence().toString(),
        resource == null
            ? null
            : new BlockedResource(
                cut(resource.kind(), 63), cut(resource.address(), 63), cut(resource.type(), LINE)),
        f.participants().stream().limit(PARTICIPANTS).map(Explanation::participant).toList(),
        f.evidence().stream().limit(EVIDENCE).map(e -> cut(e, SENTENCE)).toList(),
        cut(f.suggestion(), TEXT));
  }

  private static Participant participant(dev.stuckpod.analysis.report.Finding.Participant p) {
    return new Participant(
        p.role().label(),
        (long) p.count(),
        cut(p.state(), WORD),
        cut(p.function(), LINE),
        cut(p.location(), LINE),
        cut(p.example(), WORD),
        ids(p.ids()));
  }

  private static Summary summary(Analysis.Summary s) {
    Map<String, Long> states = new LinkedHashMap<>();
    s.states().entrySet().stream()
        .limit(STATES)
        .forEach(e -> states.put(cut(e.getKey(), WORD), (long) e.getValue()));
    return new Summary((long) s.routines(), (long) s.uniqueStacks(), (long) s.idle(), states);
  }

  private static StackGroup stack(Analysis.Stack s) {
    return new StackGroup(
        (long) s.count(),
        cut(s.state(), WORD),
        (long) s.waitMinutes(),
        s.idle(),
        s.frames().stream()
            .limit(FRAMES)
            .map(f -> new StackFrame(cut(f.function(), LINE), cut(f.file(), LINE), f.line()))
            .toList(),
        ids(s.ids()));
  }

  private static List<String> ids(List<String> ids) {
    return ids.stream().limit(IDS).map(id -> cut(id, WORD)).toList();
  }

  private static String cut(@Nullable String text, int longest) {
    String whole = text == null ? "" : text;
    return whole.length() <= longest ? whole : whole.substring(0, longest - 1) + "…";
  }
}
