package dev.stuckpod.operator.notify.payload;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Explained analyses as the API server has them. */
public final class Analyses {

  private Analyses() {}

  /** A deadlock of a pod of shop, which policy hub-stuck noticed. */
  public static DumpAnalysis deadlock() {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: DumpAnalysis
        metadata:
          name: hub-7c9f8d6b5d-x2x4k-1a2b
          namespace: shop
          uid: 0b1c
          creationTimestamp: "2026-11-30T06:00:00Z"
        spec:
          podName: hub-7c9f8d6b5d-x2x4k
          podUID: pod-uid
          container: hub
          trigger:
            policy: hub-stuck
            rule: no-progress
            readings: [{clause: frozen, at: "2026-11-30T05:59:58Z"}]
        status:
          nodeName: node-1
          conditions:
          - {type: Captured, status: "True", reason: Complete, message: "", lastTransitionTime: "2026-11-30T06:00:04Z"}
          - {type: Analyzed, status: "True", reason: Explained, message: "", lastTransitionTime: "2026-11-30T06:00:05Z"}
          history: {heldFrom: "2026-11-30T05:57:00Z"}
          verdict: Deadlock
          confidence: Proven
          cause: Goroutine 7 in main.(*Hub).Broadcast waits for a lock that goroutine 9 holds, and goroutine 9 waits for goroutine 7.
          findings: [{rule: lock-cycle, class: Resource, kind: ab-ba, confidence: Proven}]
        """,
        DumpAnalysis.class);
  }

  /** The same of an app, and of whoever may write analyses, who name things as they like. */
  public static DumpAnalysis hostile() {
    return Serialization.unmarshal(
        """
        apiVersion: stuckpod.dev/v1alpha1
        kind: DumpAnalysis
        metadata: {name: hub, namespace: shop, uid: 0b1d, creationTimestamp: "2026-11-30T06:00:00Z"}
        spec:
          podName: hub
          trigger:
            policy: "`<!channel> & *all*"
            rule: "r\\u001b[31m\\u202e"
            readings: [{clause: frozen, at: "yesterday"}]
        status:
          verdict: Contention
          confidence: Strong
          cause: "Thread ```<!here> <https://evil.example|click> & @channel\\u0007\\u202e waits."
          findings: [{rule: contention, class: Resource, kind: contention, confidence: Strong}]
        """,
        DumpAnalysis.class);
  }
}
