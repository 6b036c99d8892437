package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.Trigger;
import dev.stuckpod.crds.v1alpha1.TriggerReading;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Evidence;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.publish.Weight;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Writes the DumpAnalysis that an incident begins as. */
final class Draft {

  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_VALUE = 63;
  private static final int MOST_READINGS = 32;

  /** Of all readings as they are kept: a metric's labels may be of any kind. */
  private static final int MOST_BYTES = 64 << 10;

  private Draft() {}

  static DumpAnalysis of(
      StuckPolicy policy, Verdict verdict, Decision.Stuck stuck, String name, Instant now) {
    PodFacts pod = verdict.pod();
    CaptureSpec capture = policy.getSpec().capture();
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(policy.getMetadata().getNamespace())
            .build());
    analysis.setSpec(
        new DumpAnalysisSpec(
            pod.name(),
            pod.uid(),
            pod.container(),
            pod.containerID(),
            new Trigger(policy.getMetadata().getName(), verdict.rule(), readings(stuck, now)),
            capture == null ? null : capture.methods(),
            capture == null ? null : capture.allowRestart(),
            capture == null ? null : capture.samples(),
            capture == null ? null : capture.interval()));
    return analysis;
  }

  private static List<TriggerReading> readings(Decision.Stuck stuck, Instant now) {
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var readings = new ArrayList<TriggerReading>();
    int bytes = 0;
    for (Evidence e : stuck.evidence()) {
      var reading =
          new TriggerReading(
              e.clause(),
              cut(e.metric(), LONGEST_TEXT),
              cut(e.value(), LONGEST_VALUE),
              at,
              cut(e.message(), LONGEST_TEXT));
      bytes += Weight.of(reading);
      if (readings.size() == MOST_READINGS || bytes > MOST_BYTES) {
        break;
      }
      readings.add(reading);
    }
    return List.copyOf(readings);
  }

  private static String cut(String text, int longest) {
    return OneLine.of(text).within(longest).text();
  }
}
