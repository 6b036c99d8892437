package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.exposition.Kind;
import dev.stuckpod.operator.loadtest.openmetrics.Choice.Chosen;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a family may be called: all of its series must bear it out, whichever pod's they are. */
enum FamilyType {
  /** All count, and never below zero. */
  Counter,
  Gauge,
  /** Neither, or not alike. */
  Unknown;

  static FamilyType of(List<Chosen> members, List<WrittenPod> pods) {
    if (members.stream().allMatch(one -> one.track().kind() == Kind.Gauge)) {
      return Gauge;
    }
    return members.stream()
            .allMatch(
                one ->
                    one.track().kind() == Kind.Counter
                        && countsUp(one, pods.get(one.pod()).series()))
        ? Counter
        : Unknown;
  }

  private static boolean countsUp(Chosen one, PodSeries series) {
    return !(one.track().value() < 0)
        && Arrays.stream(series.values(one.track())).noneMatch(value -> value < 0);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
