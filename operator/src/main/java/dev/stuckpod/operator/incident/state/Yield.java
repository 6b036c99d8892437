package dev.stuckpod.operator.incident.state;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a capture has brought, in the words of its condition.
 *
 * @param reason whether all of it is whole
 * @param message how many dumps, by which method, and what is missing
 */
record Yield(CapturedReason reason, String message) {

  /**
   * Sums up.
   *
   * @param dumps in the order in which they were taken, at least one
   * @param why no more were taken although more were wanted; null where none is wanted
   */
  static Yield of(List<DumpInfo> dumps, @Nullable String why) {
    DumpInfo last = dumps.getLast();
    var missing = new ArrayList<String>();
    for (DumpInfo dump : dumps) {
      if (!isWhole(dump) && dump.problems() != null) {
        missing.addAll(dump.problems());
      }
    }
    if (why != null) {
      missing.add(why);
    }
    return new Yield(
        dumps.stream().allMatch(Yield::isWhole) ? CapturedReason.Complete : CapturedReason.Partial,
        "%d dump%s by %s, %d routines%s"
            .formatted(
                dumps.size(),
                dumps.size() == 1 ? "" : "s",
                last.method(),
                last.routines() == null ? 0 : last.routines(),
                missing.isEmpty() ? "" : ": " + String.join("; ", missing)));
  }

  private static boolean isWhole(DumpInfo dump) {
    return Boolean.TRUE.equals(dump.complete());
  }
}
