package dev.stuckpod.cli.demo;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.FindingInfo;
import dev.stuckpod.crds.v1alpha1.FindingInfo.Participant;
import dev.stuckpod.protocol.CaptureMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the demo promises. */
final class Expectations {

  private static final List<String> ROLES = List.of("holder", "worker", "pending-writer");

  private Expectations() {}

  /**
   * Compares a finished analysis with the promise.
   *
   * @param restarts how often the container has been restarted
   * @param way how the dump had to be taken
   * @return one sentence for each thing that was not seen; empty: all was
   */
  static List<String> unmet(DumpAnalysis analysis, int restarts, Way way) {
    DumpAnalysisStatus status = analysis.getStatus();
    var unmet = new ArrayList<String>();
    if (status == null || !"Deadlock".equals(status.verdict())) {
      unmet.add(
          "The verdict is " + (status == null ? "missing" : status.verdict()) + ", not Deadlock");
      return unmet;
    }
    for (String role : ROLES) {
      boolean named =
          participants(status)
              .anyMatch(p -> role.equals(p.role()) && has(p.function()) && has(p.location()));
      if (!named) {
        unmet.add("No " + role + " is named with function and line");
      }
    }
    if (status.dumps() == null
        || status.dumps().stream().noneMatch(d -> Boolean.TRUE.equals(d.complete()))) {
      unmet.add("There is no complete dump");
    }
    long expected = way == Way.RESTART ? 1 : 0;
    long signals = attempts(status).filter(a -> a.method() == CaptureMethod.SigQuit).count();
    if (signals != expected) {
      unmet.add("SIGQUIT was attempted " + signals + " times, not " + expected);
    }
    if (restarts != expected) {
      unmet.add("The container was restarted " + restarts + " times, not " + expected);
    }
    return unmet;
  }

  private static Stream<Participant> participants(DumpAnalysisStatus status) {
    return list(status.findings()).map(FindingInfo::participants).flatMap(Expectations::list);
  }

  private static Stream<Attempt> attempts(DumpAnalysisStatus status) {
    return status.capture() == null ? Stream.empty() : list(status.capture().attempts());
  }

  private static <T> Stream<T> list(@Nullable List<T> present) {
    return Stream.ofNullable(present).flatMap(List::stream).filter(Objects::nonNull);
  }

  private static boolean has(@Nullable String text) {
    return text != null && !text.isEmpty();
  }
}
