package dev.stuckpod.status;

import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which stacks a status lists, and which of their calls.
 *
 * @param words makes a text fit
 */
record ListedStacks(Bounds bounds, Words words) {

  private static final int WORD = 128;
  private static final int LINE = 512;

  /** What does nothing is recognised by one call, and one of it is like the next. */
  private static final int OF_IDLE = 1;

  /** Makes a text fit into so many characters. */
  interface Words {
    String cut(@Nullable String text, int longest);
  }

  List<StackGroup> of(List<Analysis.Stack> stacks) {
    return chosen(stacks).map(this::stack).toList();
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
        words.cut(s.state(), WORD),
        (long) s.waitMinutes(),
        s.idle(),
        ofTheApplication(s.frames()).stream()
            .limit(s.idle() ? Math.min(OF_IDLE, bounds.frames()) : bounds.frames())
            .map(
                f ->
                    new StackFrame(
                        words.cut(f.function(), LINE), words.cut(f.file(), LINE), f.line()))
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
    return ids.stream().limit(Math.min(most, bounds.ids())).map(id -> words.cut(id, WORD)).toList();
  }
}
