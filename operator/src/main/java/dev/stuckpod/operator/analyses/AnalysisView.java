package dev.stuckpod.operator.analyses;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.NotifiedOutcome;
import dev.stuckpod.operator.answers.Identifying;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DumpAnalysis} as it is watched: who opened it and how far it is. Everything else is
 * skipped while it is parsed. It is never written.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Kind("DumpAnalysis")
@Plural("dumpanalyses")
@JsonIgnoreProperties(ignoreUnknown = true)
public class AnalysisView extends CustomResource<AnalysisView.Spec, AnalysisView.Status>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  /** Of an analysis that does not say how much it takes. */
  private static final long TYPICAL = 32 << 10;

  /** By how much dumps shrink, at least mostly. */
  private static final int COMPRESSED = 8;

  /**
   * What it was asked for.
   *
   * @param trigger absent where a person asked for it
   * @param podName of which pod
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Spec(@Nullable Trigger trigger, @Nullable String podName) {}

  /** What opened it: one of these. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Trigger(
      @Nullable String policy, @Nullable String loadTestWindow, @Nullable String rule) {

    /** The same few rules stand in thousands of them. */
    public Trigger {
      rule = rule == null ? null : rule.intern();
    }
  }

  /**
   * How far it is.
   *
   * @param alsoMatched marks of the other openers that matched
   * @param storedBytes what it and its dumps take; absent in those of before
   * @param notified who is told; absent where all were
   * @param workload what the pod was of, as Kind/NAME
   * @param signature what was found; only its hash
   * @param occurrences how often, on the one that counts it
   * @param lastSeen when last, there
   * @param seenIn the last of them, there
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Status(
      @Nullable List<Stage> conditions,
      @Nullable List<String> alsoMatched,
      @Nullable Long storedBytes,
      @Nullable List<Dump> dumps,
      @Nullable List<Notice> notified,
      @Nullable String workload,
      @Nullable Signature signature,
      @Nullable Integer occurrences,
      @Nullable String lastSeen,
      @Nullable List<Sighting> seenIn) {

    /**
     * Nearly all of them have told everybody, and the same few workloads stand in thousands of
     * them.
     */
    public Status {
      notified =
          notified == null || notified.stream().noneMatch(Notice::isPending) ? null : notified;
      workload = workload == null ? null : workload.intern();
    }
  }

  /** Whether somebody was told. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Notice(@Nullable String name, @Nullable String outcome) {
    boolean isPending() {
      return NotifiedOutcome.Pending.name().equals(outcome);
    }
  }

  /** What was found, in short. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Signature(@Nullable String hash) {}

  /** Who noticed one incident, and when it was explained. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sighting(@Nullable String by, @Nullable String at) {

    /** The same few stand in all of them. */
    public Sighting {
      by = by == null ? null : by.intern();
    }
  }

  /** How long a dump is that was taken. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Dump(@Nullable Long bytes) {}

  /** One condition, without its words. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Stage(@Nullable String type, @Nullable String reason) {

    /** The same few words stand in thousands of them. */
    public Stage {
      type = type == null ? null : type.intern();
      reason = reason == null ? null : reason.intern();
    }
  }

  /** Keeps of it what tells it apart from others. */
  @Override
  public void setMetadata(ObjectMeta all) {
    super.setMetadata(Identifying.of(all));
  }

  /** Names the policy that opened it; null where another did. */
  public @Nullable String policy() {
    return spec == null || spec.trigger() == null ? null : spec.trigger().policy();
  }

  /** Names the window that opened it; null where another did. */
  public @Nullable String loadTestWindow() {
    return spec == null || spec.trigger() == null ? null : spec.trigger().loadTestWindow();
  }

  /** Names the pod that it is of. */
  public @Nullable String podName() {
    return spec == null ? null : spec.podName();
  }

  /** Names the workload that its pod was of; null where that is not told. */
  public @Nullable String workload() {
    return status == null ? null : status.workload();
  }

  /** Hash of what was found; empty where nothing was that could be found again. */
  public String signature() {
    return status == null || status.signature() == null || status.signature().hash() == null
        ? ""
        : status.signature().hash();
  }

  /** Tells whether it is the one on which its signature is counted. */
  public boolean counts() {
    return status != null && status.occurrences() != null;
  }

  /** When its like was seen last; when it was created where it does not count that. */
  public Instant recent() {
    return status == null || status.lastSeen() == null
        ? created()
        : Instant.parse(status.lastSeen());
  }

  /** Tells who noticed it and by which rule, as others say it of it in {@code seenIn}. */
  public boolean isNoticedBy(String by) {
    return spec != null && spec.trigger() != null && by.equals(by(spec.trigger()));
  }

  private static String by(Trigger trigger) {
    String opener =
        trigger.policy() == null ? "loadtestwindow/" + trigger.loadTestWindow() : trigger.policy();
    return opener + "/" + trigger.rule();
  }

  /** When the incidents were explained that were noticed so, of the last that it counts. */
  public Stream<Instant> seenBy(String by) {
    List<Sighting> all = status == null || status.seenIn() == null ? List.of() : status.seenIn();
    return all.stream()
        .filter(one -> by.equals(one.by()) && one.at() != null)
        .map(one -> Instant.parse(one.at()));
  }

  /** When it was created. */
  public Instant created() {
    return Instant.parse(getMetadata().getCreationTimestamp());
  }

  /** About how many bytes it and its dumps take at the API server. */
  public long storedBytes() {
    if (status == null) {
      return 0;
    }
    Long told = status.storedBytes();
    if (told != null) {
      return told;
    }
    List<Dump> dumps = status.dumps() == null ? List.of() : status.dumps();
    return TYPICAL
        + dumps.stream()
            .mapToLong(dump -> dump.bytes() == null ? 0 : dump.bytes() / COMPRESSED)
            .sum();
  }

  /** Tells whether it has been begun with, and was not refused at once. */
  public boolean allowed() {
    return reason(Stages.CAPTURED) != null && !refused();
  }

  /** Tells whether it was refused at once, as too many were asked for. */
  public boolean refused() {
    return CapturedReason.LimitReached.name().equals(reason(Stages.CAPTURED));
  }

  /** Tells whether its capture has come to its end, good or bad. */
  public boolean captured() {
    return Stages.CAPTURED.isOver(reason(Stages.CAPTURED));
  }

  /** Tells whether nothing is left to do for it. */
  public boolean over() {
    return captured() && Stages.ANALYZED.isOver(reason(Stages.ANALYZED));
  }

  /** Names whom nobody has told of it yet, though somebody is to. */
  public List<String> untold() {
    return status == null || status.notified() == null
        ? List.of()
        : status.notified().stream()
            .filter(Notice::isPending)
            .map(Notice::name)
            .filter(Objects::nonNull)
            .toList();
  }

  /** Tells whether it says of the opener with this mark that it matched too. */
  public boolean saysMatched(String mark) {
    return status != null && status.alsoMatched() != null && status.alsoMatched().contains(mark);
  }

  private @Nullable String reason(Stages stage) {
    return status == null || status.conditions() == null
        ? null
        : status.conditions().stream()
            .filter(condition -> stage.type().equals(condition.type()))
            .map(Stage::reason)
            .findFirst()
            .orElse(null);
  }
}
