package dev.stuckpod.operator.notify.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.operator.notify.address.Address;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One alert as an Alertmanager's API takes it. Its labels are the same each time, so that it is one
 * alert however often it is sent.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Alert(
    Map<String, String> labels,
    Map<String, String> annotations,
    String startsAt,
    String endsAt,
    @Nullable String generatorURL) {

  static Alert of(Notification told, Address address, Instant now) {
    var labels = new TreeMap<>(address.labels());
    labels.put("alertname", Payload.ALERT);
    put(labels, "namespace", told.namespace());
    put(labels, "pod", told.pod());
    put(labels, "container", told.container());
    put(labels, "workload", told.workload());
    put(labels, "verdict", told.verdict());
    put(labels, "confidence", told.confidence());
    put(labels, "policy", told.policy());
    var annotations = new TreeMap<String, String>();
    annotations.put("summary", "%s: pod %s".formatted(told.headline(), told.pod()));
    annotations.put("description", told.sentence());
    annotations.put("command", told.command());
    return new Alert(
        labels,
        annotations,
        started(told.stuckSince(), now).toString(),
        now.plus(address.resolveAfter()).toString(),
        told.link());
  }

  /** An Alertmanager refuses what starts after its end, and two clocks need not agree. */
  private static Instant started(String since, Instant now) {
    Instant told = Instant.parse(since);
    return told.isAfter(now) ? now : told;
  }

  /** A label without a value is none. */
  private static void put(Map<String, String> labels, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(name, value);
    }
  }
}
