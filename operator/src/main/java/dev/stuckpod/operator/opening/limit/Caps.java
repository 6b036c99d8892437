package dev.stuckpod.operator.opening.limit;

import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps the incidents of a namespace, and of all, within an hour's limits. They are counted from
 * the DumpAnalyses that there are; what was just opened here counts before a watch has seen it.
 */
public final class Caps {

  private static final Duration HOUR = Duration.ofHours(1);

  /** More than are opened before a watch has seen the first of them. */
  private static final int REMEMBERED = 1024;

  private record Opened(String namespace, Instant at) {}

  private final CaptureLimits limits;
  private final KnownAnalyses known;

  /** What was opened here, by namespace and name. */
  private final Map<String, Opened> here = Recent.put(REMEMBERED);

  /** Keeps to the limits. */
  public Caps(CaptureLimits limits, KnownAnalyses known) {
    this.limits = limits;
    this.known = known;
  }

  /**
   * Says which limit forbids one more.
   *
   * @return a sentence that says until when; empty where none does
   */
  public synchronized Optional<String> limit(String namespace, Instant now) {
    Map<String, Opened> all = all(now);
    return exceeded(
            all.values().stream().filter(one -> one.namespace().equals(namespace)).toList(),
            limits.perNamespace(),
            "in this namespace",
            "captures.perHour.namespace")
        .or(
            () ->
                exceeded(
                    shares(all.values()),
                    limits.perCluster(),
                    "in all namespaces",
                    "captures.perHour.cluster"));
  }

  /** Takes note of one that is about to be opened. */
  public synchronized void opens(String namespace, String name, Instant now) {
    here.put(namespace + "/" + name, new Opened(namespace, now));
  }

  private Map<String, Opened> all(Instant now) {
    Instant oldest = now.minus(HOUR);
    var all = new HashMap<>(here);
    for (AnalysisView view : known.all()) {
      // one that was made by hand and names a policy, too, is refused sooner
      if (!view.refused() && (view.policy() != null || view.loadTestWindow() != null)) {
        String namespace = view.getMetadata().getNamespace();
        all.put(
            namespace + "/" + view.getMetadata().getName(), new Opened(namespace, view.created()));
      }
    }
    all.values().removeIf(one -> !one.at().isAfter(oldest));
    return all;
  }

  /** However many one namespace has, as whoever makes some may claim, it fills its share alone. */
  private List<Opened> shares(Collection<Opened> all) {
    return all.stream().collect(Collectors.groupingBy(Opened::namespace)).values().stream()
        .flatMap(
            own ->
                own.stream()
                    .sorted(Comparator.comparing(Opened::at).reversed())
                    .limit(limits.perNamespace()))
        .toList();
  }

  private static Optional<String> exceeded(
      List<Opened> opened, int limit, String where, String value) {
    return new Frequency(limit, HOUR)
        .exceeded(opened.stream().map(Opened::at).sorted().toList())
        .map(
            full ->
                "%d incidents %s within an hour are as many as the chart's %s allows: the next is possible at %s."
                    .formatted(full.count(), where, value, full.free()));
  }
}
