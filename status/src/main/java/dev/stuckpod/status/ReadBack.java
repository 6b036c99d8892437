package dev.stuckpod.status;

import static java.util.Objects.requireNonNullElse;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Blocker;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Crash;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Held;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.RuntimeInfo;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Summary;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo.BlockedResource;
import dev.stuckpod.crds.v1alpha1.FindingInfo.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The other way: what {@link Listing} has written, as an analysis again. Whatever a status lacks,
 * which anybody may have written, is empty.
 */
final class ReadBack {

  private ReadBack() {}

  /** What the dump lacked stands with the dump. */
  static Analysis of(DumpAnalysisStatus status) {
    List<DumpInfo> dumps = requireNonNullElse(status.dumps(), List.of());
    List<Analysis.Blocker> blockers = all(status.blockers(), ReadBack::blocker);
    return new Analysis(
        Analysis.SCHEMA,
        runtime(status.runtime()),
        dumps.stream().allMatch(d -> Boolean.TRUE.equals(d.complete())),
        dumps.stream().map(DumpInfo::problems).flatMap(ReadBack::each).toList(),
        summary(status.summary()),
        word(Verdict.class, Verdict::name, status.verdict()),
        text(status.cause()),
        word(Confidence.class, Confidence::name, status.confidence()),
        all(status.findings(), ReadBack::finding),
        all(status.stacks(), ReadBack::stack),
        null,
        null,
        blockers.isEmpty() ? null : blockers, // an analysis that names nobody has none
        all(status.crashes(), ReadBack::crash));
  }

  private static Analysis.RuntimeInfo runtime(@Nullable RuntimeInfo told) {
    return told == null
        ? new Analysis.RuntimeInfo("", null)
        : new Analysis.RuntimeInfo(text(told.name()), told.version());
  }

  private static Analysis.Summary summary(@Nullable Summary told) {
    Map<String, Integer> states = new LinkedHashMap<>();
    if (told == null) {
      return new Analysis.Summary(0, 0, 0, states);
    }
    requireNonNullElse(told.states(), Map.<String, Long>of())
        .forEach((state, count) -> states.put(state, count(count)));
    return new Analysis.Summary(
        count(told.routines()), count(told.uniqueStacks()), count(told.idle()), states);
  }

  private static Finding finding(FindingInfo told) {
    BlockedResource resource = told.resource();
    return new Finding(
        text(told.rule()),
        Kind.of(text(told.kind())),
        text(told.title()),
        text(told.explanation()),
        word(Confidence.class, Confidence::name, told.confidence()),
        resource == null
            ? new Finding.Resource("", "", "")
            : new Finding.Resource(
                text(resource.kind()), text(resource.address()), text(resource.type())),
        all(told.participants(), ReadBack::participant),
        each(told.evidence()).toList(),
        text(told.suggestion()));
  }

  private static Finding.Participant participant(Participant told) {
    return new Finding.Participant(
        word(Role.class, Role::label, told.role()),
        count(told.count()),
        text(told.state()),
        text(told.function()),
        text(told.location()),
        text(told.example()),
        each(told.ids()).toList(),
        null);
  }

  private static Analysis.Stack stack(StackGroup told) {
    return new Analysis.Stack(
        count(told.count()),
        text(told.state()),
        count(told.waitMinutes()),
        Boolean.TRUE.equals(told.idle()),
        all(told.frames(), ReadBack::frame),
        each(told.ids()).toList());
  }

  private static Analysis.Line frame(StackFrame told) {
    return new Analysis.Line(
        text(told.function()), text(told.file()), requireNonNullElse(told.line(), 0));
  }

  private static Analysis.Blocker blocker(Blocker told) {
    return new Analysis.Blocker(
        all(told.holders(), ReadBack::held),
        count(told.direct()),
        count(told.victims()),
        each(told.ids()).toList());
  }

  private static Analysis.Held held(Held told) {
    return new Analysis.Held(
        text(told.id()),
        text(told.state()),
        text(told.function()),
        text(told.location()),
        text(told.resource()));
  }

  private static Analysis.Crash crash(Crash told) {
    return new Analysis.Crash(
        text(told.message()), text(told.routine()), text(told.function()), text(told.location()));
  }

  private static String text(@Nullable String told) {
    return requireNonNullElse(told, "");
  }

  private static int count(@Nullable Long told) {
    return told == null ? 0 : Math.clamp(told, 0, Integer.MAX_VALUE);
  }

  private static <T> Stream<T> each(@Nullable List<T> told) {
    return Stream.ofNullable(told).flatMap(List::stream).filter(Objects::nonNull);
  }

  private static <T, R> List<R> all(@Nullable List<T> told, Function<T, R> read) {
    return each(told).map(read).toList();
  }

  private static <E extends Enum<E>> E word(
      Class<E> words, Function<E, String> label, @Nullable String told) {
    for (E word : words.getEnumConstants()) {
      if (label.apply(word).equals(told)) {
        return word;
      }
    }
    throw new IllegalArgumentException(
        "The status has the %s '%s', which this version does not know: take a newer one of stuckpod"
            .formatted(words.getSimpleName().toLowerCase(Locale.ROOT), told));
  }
}
