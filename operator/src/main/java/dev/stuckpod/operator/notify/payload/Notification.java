package dev.stuckpod.operator.notify.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.stuckpod.analysis.report.Headline;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.operator.analyses.Stages;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an incident; as JSON it is what a generic webhook gets. Fields are added to a
 * version, never changed or taken away.
 *
 * @param version of this form
 * @param id the same each time that this incident is sent
 * @param sentence verdict, how sure, and why, in the words of the report
 * @param headline verdict and how sure, in the words of the report
 * @param container the app's, where it is known
 * @param workload what makes the pod, where the pod was still there to be asked
 * @param policy that opened it; absent where a person or a load test did
 * @param rule by which it was noticed
 * @param stuckSince since when, as far as is known, RFC 3339
 * @param analyzedAt when it was explained, RFC 3339
 * @param command that shows it
 * @param link where it can be looked at, if the address has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"version", "id", "sentence"})
public record Notification(
    String version,
    String id,
    String sentence,
    String headline,
    String verdict,
    String confidence,
    String cause,
    String namespace,
    String pod,
    @Nullable String container,
    @Nullable String workload,
    @Nullable String node,
    String analysis,
    @Nullable String policy,
    @Nullable String loadTestWindow,
    @Nullable String rule,
    String stuckSince,
    String analyzedAt,
    String command,
    @Nullable String link) {

  /** The form that this is. */
  public static final String VERSION = "stuckpod.dev/notification/v1";

  private static final int LONGEST_NAME = 253;

  /** What its pod says of itself; either may be unknown. */
  public record OfPod(@Nullable String container, @Nullable String workload) {}

  /** Tells of an analysis that is explained. */
  public static Notification of(DumpAnalysis explained, OfPod pod, @Nullable String link) {
    var meta = explained.getMetadata();
    var spec = explained.getSpec();
    DumpAnalysisStatus status = explained.getStatus();
    Trigger trigger = spec.trigger();
    boolean found = status.findings() != null && !status.findings().isEmpty();
    String verdict = fit(String.valueOf(status.verdict()));
    String confidence = fit(String.valueOf(status.confidence()));
    String headline = Headline.of(verdict, confidence, found);
    String cause = fit(Objects.requireNonNullElse(status.cause(), ""));
    return new Notification(
        VERSION,
        meta.getUid(),
        "%s: %s".formatted(headline, cause),
        headline,
        verdict,
        confidence,
        cause,
        meta.getNamespace(),
        spec.podName(),
        pod.container(),
        name(pod.workload()),
        fitOrNull(status.nodeName()),
        meta.getName(),
        trigger == null ? null : fitOrNull(trigger.policy()),
        trigger == null ? null : fitOrNull(trigger.loadTestWindow()),
        trigger == null ? null : fitOrNull(trigger.rule()),
        stuckSince(explained, trigger),
        analyzedAt(explained).toString(),
        "kubectl stuckpod show %s -n %s".formatted(meta.getName(), meta.getNamespace()),
        link);
  }

  /** When it was explained; when it was made where its status does not say. */
  public static Instant analyzedAt(DumpAnalysis explained) {
    return Conditions.find(explained.getStatus().conditions(), Stages.ANALYZED.type())
        .map(Condition::getLastTransitionTime)
        .map(Instant::parse)
        .orElseGet(() -> Instant.parse(explained.getMetadata().getCreationTimestamp()));
  }

  /** Whoever makes an analysis may write any text as the time of a reading. */
  private static String stuckSince(DumpAnalysis explained, @Nullable Trigger trigger) {
    var history = explained.getStatus().history();
    String noticed =
        trigger == null || trigger.readings() == null || trigger.readings().isEmpty()
            ? null
            : trigger.readings().getFirst().at();
    return Stream.of(
            time(history == null ? null : history.heldFrom()),
            time(noticed),
            time(explained.getMetadata().getCreationTimestamp()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> analyzedAt(explained))
        .toString();
  }

  private static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String fit(String foreign) {
    return OneLine.of(foreign).text();
  }

  /** Who may make pods may write any text as the name of what makes them, of any length. */
  private static @Nullable String name(@Nullable String foreign) {
    return foreign == null ? null : OneLine.of(foreign).within(LONGEST_NAME).text();
  }

  private static @Nullable String fitOrNull(@Nullable String foreign) {
    return foreign == null ? null : fit(foreign);
  }
}
