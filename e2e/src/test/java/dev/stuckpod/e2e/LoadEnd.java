package dev.stuckpod.e2e;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowPods;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load test.
 *
 * @param exit of the gate; null where none ran it
 * @param frozeAt when the first pod stood still by its own behaviour; null if none did
 * @param provenAt when the window said so
 * @param analyses of its namespace
 * @param restarts of the app's containers
 * @param signals that sidecars say they have sent
 */
record LoadEnd(
    LoadRow row,
    LoadTestWindowStatus status,
    @Nullable Integer exit,
    @Nullable Instant frozeAt,
    @Nullable Instant provenAt,
    List<DumpAnalysis> analyses,
    int restarts,
    long signals) {

  static final String HEAD =
      """
      | What happens | Result | Exit | Stuck, ok, unknown | Noticed | Verdict | By | Notes | Looks, dumps | Restarts | Signals |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  /** What a load test's command ends with. */
  static final int CHILD = 7;

  /** A look takes two dumps at most. */
  private static final int SAMPLES = 2;

  /** Looks at what there is at the end. */
  static LoadEnd of(
      Scenario scenario,
      LoadRow row,
      WindowWatch watch,
      @Nullable Instant frozeAt,
      @Nullable Integer exit) {
    List<Pod> pods = scenario.pods(row.app());
    return new LoadEnd(
        row,
        watch.status(),
        exit,
        frozeAt,
        watch.provenAt(),
        scenario.analyses(),
        pods.stream()
            .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
            .mapToInt(ContainerStatus::getRestartCount)
            .sum(),
        pods.stream().mapToLong(scenario::signals).sum());
  }

  /** It should have got stuck, and did not: nothing was tried. */
  boolean wasLucky() {
    return row.sticks() && frozeAt == null;
  }

  /** What must not be. */
  List<String> defects() {
    var defects = new ArrayList<String>();
    if (wasLucky()) {
      return List.of("the app did not get stuck");
    }
    switch (row.kind()) {
      case HEALTHY -> healthy(defects);
      case STUCK -> stuck(defects);
      case STRUCK -> struck(defects);
    }
    if (restarts != row.restarts()) {
      defects.add("restarted %d times".formatted(restarts));
    }
    if (signals > 0) {
      defects.add("signalled");
    }
    if (attempts().anyMatch(attempt -> attempt.method() == CaptureMethod.SigQuit)) {
      defects.add("a signal was meant");
    }
    if (analyses.stream().anyMatch(one -> Scenario.dumps(one).size() > SAMPLES)) {
      defects.add("more dumps than planned");
    }
    if (attempts().anyMatch(attempt -> attempt.outcome() == null)) {
      defects.add("an attempt without an end");
    }
    String all = said();
    row.says().stream()
        .filter(word -> !all.contains(word))
        .forEach(word -> defects.add("does not say '" + word + "'"));
    return List.copyOf(defects);
  }

  private void healthy(List<String> defects) {
    if (status.result() != Result.Succeeded || pods().stuck() + pods().unknown() > 0) {
      defects.add("not green");
    }
    if (!Objects.equals(exit, CHILD)) {
      defects.add("exit not the child's");
    }
  }

  private void stuck(List<String> defects) {
    if (status.result() != Result.Stuck) {
      defects.add("not stuck");
    } else if (verdict().filter(after -> after.toSeconds() < row.within()).isEmpty()) {
      defects.add("later than %d s".formatted(row.within()));
    }
  }

  private void struck(List<String> defects) {
    if (row.sticks() && status.result() == Result.Succeeded) {
      defects.add("green by mistake");
    }
    if (!row.sticks() && pods().stuck() > 0) {
      defects.add("stuck by mistake");
    }
  }

  /** A row of the table. */
  String line() {
    WindowPods pods = pods();
    return "| %s%s | %s | %s | %d, %d, %d | %s | %s | %s | %s | %d, %d | %d | %d |\n"
        .formatted(
            row.name(),
            defects().stream().map(one -> " **" + one + "**").collect(Collectors.joining()),
            status.result(),
            exit == null ? "" : exit,
            pods.stuck(),
            pods.watched() - pods.stuck() - pods.unknown(),
            pods.unknown(),
            seconds(noticed()),
            seconds(verdict()),
            incidents().map(WindowIncident::noticedBy).distinct().collect(Collectors.joining(", ")),
            notes(),
            analyses.size(),
            analyses.stream().mapToInt(one -> Scenario.dumps(one).size()).sum(),
            restarts,
            signals);
  }

  /** All that is said of it, for whoever looks into it. */
  String story() {
    return "%s froze %s, proven %s%n%s%n%s%n%s%n"
        .formatted(
            row.name(),
            frozeAt,
            provenAt,
            status,
            attempts().map(Attempt::toString).collect(Collectors.joining("\n")),
            analyses.stream()
                .map(one -> one.getMetadata().getName() + " " + one.getStatus().conditions())
                .collect(Collectors.joining("\n")));
  }

  private Optional<Duration> noticed() {
    return incidents()
        .map(WindowIncident::noticedAt)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .min(Instant::compareTo)
        .flatMap(this::afterFreeze);
  }

  private Optional<Duration> verdict() {
    return Optional.ofNullable(provenAt).flatMap(this::afterFreeze);
  }

  private Optional<Duration> afterFreeze(Instant at) {
    return Optional.ofNullable(frozeAt).map(froze -> Duration.between(froze, at));
  }

  private static String seconds(Optional<Duration> after) {
    return after.map(one -> "%.0f s".formatted(one.toMillis() / 1000.0)).orElse("");
  }

  private WindowPods pods() {
    return Objects.requireNonNullElseGet(status.pods(), () -> new WindowPods(0, 0, 0, 0, 0));
  }

  private Stream<WindowIncident> incidents() {
    return status.incidents() == null ? Stream.of() : status.incidents().stream();
  }

  private Stream<Attempt> attempts() {
    return analyses.stream().flatMap(one -> Scenario.attempts(one).stream());
  }

  private String notes() {
    Map<String, Long> counts =
        Stream.ofNullable(status.notes())
            .flatMap(List::stream)
            .map(WindowNote::reason)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(one -> one.getKey() + (one.getValue() == 1 ? "" : " " + one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String said() {
    return incidents().map(one -> one.noticedBy() + " " + one.cause()).collect(Collectors.joining())
        + notes();
  }
}
