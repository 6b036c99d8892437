package dev.stuckpod.operator.alerts;

import dev.stuckpod.operator.alerts.Refused.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has it decided what follows from a payload, alert by alert: a group mixes pods. */
final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final PodLabels names;
  private final Suspicions suspicions;
  private final Counts counts;

  Inbox(PodLabels names, Suspicions suspicions, Counts counts) {
    this.names = names;
    this.suspicions = suspicions;
    this.counts = counts;
  }

  /**
   * Takes a payload.
   *
   * @return a line that says what came of it
   * @throws Refused if some of it is to be sent again
   */
  String take(Payload payload) throws Refused {
    var taken = new ArrayList<Taken>();
    Map<String, List<Suspect>> byNamespace = new LinkedHashMap<>();
    for (Alert alert : payload.alerts()) {
      if (!alert.firing()) {
        taken.add(Taken.Resolved);
        continue;
      }
      names
          .suspect(alert)
          .ifPresentOrElse(
              suspect ->
                  byNamespace
                      .computeIfAbsent(suspect.namespace(), _ -> new ArrayList<>())
                      .add(suspect),
              () -> taken.add(Taken.NoPodNamed));
    }
    boolean failed = false;
    for (Map.Entry<String, List<Suspect>> one : byNamespace.entrySet()) {
      try {
        taken.addAll(suspicions.take(one.getKey(), one.getValue(), payload.truncated()));
      } catch (RuntimeException wrong) { // of one namespace: the others' alerts are not lost
        LOG.warn("Alerts of namespace {}: {}", one.getKey(), String.valueOf(wrong.getMessage()));
        failed = true;
      }
    }
    String line = count(taken, payload.truncated());
    if (failed) {
      throw new Refused(Why.Busy, "something failed, send it again: " + line);
    }
    if (!taken.stream().allMatch(Taken::done)) {
      throw new Refused(
          Why.Busy, "as many captures are under way as may be, send it again: " + line);
    }
    return line;
  }

  private String count(List<Taken> taken, long truncated) {
    taken.forEach(counts::taken);
    Map<Taken, Long> all =
        taken.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one, () -> new EnumMap<>(Taken.class), Collectors.counting()));
    String line =
        all.isEmpty()
            ? "no alerts"
            : all.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    if (truncated > 0) {
      counts.truncated(truncated);
      LOG.warn(
          "A payload of Alertmanager is truncated: {} alerts of its group are not in it; raise"
              + " max_alerts of the receiver, or group by namespace and pod",
          truncated);
      line += ", and %d more that were truncated".formatted(truncated);
    }
    return line;
  }
}
