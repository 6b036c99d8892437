package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.conditions.Sentence;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows {pod, reason, message} of a policy's status. */
final class Rows {

  private static final int MOST = 20;
  private static final int LONGEST = 512;

  private Rows() {}

  static PodNote note(String pod, String reason, String message) {
    return new PodNote(pod, reason, Sentence.of(message, LONGEST));
  }

  /**
   * Takes the first rows that the status has room for. A row whose reason is what it was keeps its
   * message: numbers in it change at every evaluation, and a status does not.
   */
  static List<PodNote> settle(@Nullable List<PodNote> before, List<PodNote> now) {
    Map<String, PodNote> old =
        before == null
            ? Map.of()
            : before.stream()
                .collect(Collectors.toMap(PodNote::pod, Function.identity(), (a, _) -> a));
    return now.stream()
        .limit(MOST)
        .map(
            row -> {
              PodNote was = old.get(row.pod());
              return was != null && was.reason().equals(row.reason()) ? was : row;
            })
        .toList();
  }
}
