package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.operator.pods.Subject;
import dev.stuckpod.status.Weight;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the DumpAnalysis that an incident begins as. */
final class Draft {

  private static final int LONGEST_TEXT = 512;
  private static final int LONGEST_VALUE = 63;
  private static final int MOST_READINGS = 32;

  /** Of all readings as they are kept: a metric's labels may be of any kind. */
  private static final int MOST_BYTES = 64 << 10;

  private Draft() {}

  /**
   * Writes it.
   *
   * @param sibling to be sampled beside it; null where none is
   */
  static DumpAnalysis of(
      Mandate mandate, Case found, String name, @Nullable String sibling, Instant now) {
    Subject pod = found.pod();
    CaptureSpec capture = mandate.capture();
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName(name).withNamespace(mandate.opener().namespace()).build());
    analysis.setSpec(
        new DumpAnalysisSpec(
            pod.name(),
            pod.uid(),
            pod.container(),
            pod.containerID(),
            mandate.opener().trigger(found.rule(), fit(found.readings(), now)),
            capture == null ? null : capture.methods(),
            capture == null ? null : capture.allowRestart(),
            capture == null ? null : capture.samples(),
            capture == null ? null : capture.interval(),
            sibling));
    return analysis;
  }

  private static List<TriggerReading> fit(List<TriggerReading> all, Instant now) {
    String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var readings = new ArrayList<TriggerReading>();
    int bytes = 0;
    for (TriggerReading one : all) {
      var reading =
          new TriggerReading(
              one.clause(),
              cut(one.metric(), LONGEST_TEXT),
              cut(one.value(), LONGEST_VALUE),
              one.at() == null ? at : one.at(),
              cut(one.message(), LONGEST_TEXT));
      bytes += Weight.of(reading);
      if (readings.size() == MOST_READINGS || bytes > MOST_BYTES) {
        break;
      }
      readings.add(reading);
    }
    return List.copyOf(readings);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null ? null : OneLine.of(text).within(longest).text();
  }
}
