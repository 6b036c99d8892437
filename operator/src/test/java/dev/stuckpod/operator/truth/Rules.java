package dev.stuckpod.operator.truth;

import dev.stuckpod.crds.v1alpha1.StuckWhen;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** The rules that are tried, one of each kind and form that metrics tell. */
final class Rules {

  /** As a policy has them. */
  static final String TEXT =
      """
      any:
      - name: no-progress
        noProgress:
          while: [{metric: clients, above: 30}]
          counters: [{metric: out_total, atMost: 1}]
          frozen: [{metric: routines}]
      - name: beat-by-time
        heartbeat: {timestamp: {metric: beat}, olderThan: 1m}
      - name: beat-by-counter
        heartbeat: {counter: {metric: turns_total}, olderThan: 1m}
      - name: beat-of-one
        heartbeat: {counter: {metric: turns_total, match: {loop: b}}, olderThan: 1m}
      - name: queue-grows
        queueGrows: {queue: {metric: queue}, by: 10, out: {metric: out_total}, window: 1m}
      - name: in-without-out
        queueGrows: {in: {metric: in_total}, out: {metric: out_total}, window: 1m}
      - name: busy
        busyNoProgress: {cpu: {metric: cpu_total}, cores: 0.9, counters: [{metric: out_total}], window: 1m}
      - name: busy-of-limit
        busyNoProgress: {cpu: {metric: cpu_total}, ofLimit: 0.9, counters: [{metric: out_total}], window: 1m}
      - name: blocked
        threads: {blocked: {threads: {metric: blocked}, of: {metric: threads}}}
      - name: deadlocked
        threads: {deadlocked: {metric: deadlocked}}
      - name: climbing
        threads: {climbing: {threads: {metric: routines}, by: 500, out: {metric: out_total}}}
      - name: left-over
        residue: {held: {metric: clients}, above: 30, in: {metric: in_total}, window: 1m}
      - name: hang
        scrapeHang: {consecutive: 3}
      - name: own-query
        promql:
          query: rate(out_total{namespace="shop"}[1m]) == 0 and min_over_time(clients{namespace="shop"}[1m]) > 30
          presence: out_total{namespace="shop"}
      - name: frozen-and-silent
        all:
        - heartbeat: {counter: {metric: turns_total}, olderThan: 1m}
        - noProgress:
            while: [{metric: clients, above: 30}]
            counters: [{metric: out_total, atMost: 1}]
      """;

  static final List<Way> WAYS =
      Serialization.unmarshal(TEXT, StuckWhen.class).any().stream().map(Way::of).toList();

  private Rules() {}
}
