package dev.stuckpod.operator.incident.state;

import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One DumpAnalysis: as it was read, and the changes that a step makes to it. They are written
 * together, at the end of the step, with the resourceVersion that was read; what a step did not
 * come to write is forgotten.
 */
public final class Incident {

  private static final DumpAnalysisStatus EMPTY = DumpAnalysisStatusBuilder.builder().build();
  private static final int LONGEST_MESSAGE = 512;

  private final Clock clock;
  private final Conditions conditions;
  private DumpAnalysis read;
  private DumpAnalysisStatus status;

  /** Takes over what was just read from the API server. */
  public Incident(DumpAnalysis read, Clock clock) {
    this.clock = clock;
    this.conditions = new Conditions(clock);
    this.read = read;
    this.status = read.getStatus() == null ? EMPTY : read.getStatus();
  }

  // what it says

  /** The object as it was read, or last written. */
  public DumpAnalysis analysis() {
    return read;
  }

  /** Namespace of the analysis, and of its pod. */
  public String namespace() {
    return read.getMetadata().getNamespace();
  }

  /** Name of the analysis. */
  public String name() {
    return read.getMetadata().getName();
  }

  /** What is asked for. */
  public DumpAnalysisSpec spec() {
    return read.getSpec();
  }

  /** For whom it is. */
  public Opener opener() {
    return Opener.of(namespace(), spec().trigger());
  }

  /** What its status says with the changes so far. */
  public DumpAnalysisStatus status() {
    return status;
  }

  /** Its dumps, the oldest first. */
  public List<DumpInfo> dumps() {
    return status.dumps() == null ? List.of() : status.dumps();
  }

  /** Its attempts, the oldest first. */
  public List<Attempt> attempts() {
    return Attempts.of(status).all();
  }

  /** The attempt that was begun and not ended. */
  public Optional<Attempt> open() {
    return Attempts.of(status).open();
  }

  /** What comes next, by what is written down. */
  public Step next() {
    return Step.of(read.getStatus());
  }

  /** Whether no end of the capture was written down yet. */
  public boolean isCapturing() {
    return next() instanceof Step.Announce
        || next() instanceof Step.Capture
        || next() instanceof Step.Resolve;
  }

  /** Whether there is anything to be written. */
  public boolean isChanged() {
    return !status.equals(read.getStatus());
  }

  /** Since when the stage lasts that it is in. */
  public Instant since() {
    Optional<Attempt> open = open();
    if (open.isPresent()) {
      return startedAt(open.get());
    }
    if (!isCapturing()) {
      return Conditions.find(status.conditions(), Step.CAPTURED)
          .map(Condition::getLastTransitionTime)
          .map(Instant::parse)
          .orElse(Instant.EPOCH);
    }
    String turn = turnAt();
    Instant began = Instant.parse(turn == null ? read.getMetadata().getCreationTimestamp() : turn);
    return Attempts.of(status).lastEndAfter(began);
  }

  /** When its turn to capture came; null where it had not to wait. */
  public @Nullable String turnAt() {
    return status.capture() == null ? null : status.capture().startedAt();
  }

  /** When an attempt began; long ago where it does not say. */
  public static Instant startedAt(Attempt attempt) {
    return attempt.startedAt() == null ? Instant.EPOCH : Instant.parse(attempt.startedAt());
  }

  // how it moves on

  /** Begins its status; the node is null where there is no pod. */
  public void announce(@Nullable String nodeName) {
    change(
        s -> {
          var first =
              DumpAnalysisStatusBuilder.builder(s)
                  .observedGeneration(read.getMetadata().getGeneration());
          return (nodeName == null ? first : first.nodeName(nodeName)).build();
        });
    captured(Truth.Unknown, CapturedReason.Pending, CapturedReason.Pending.text());
    analyzed(Truth.Unknown, AnalyzedReason.Pending, AnalyzedReason.Pending.text());
  }

  /** Its turn to capture has come. */
  public void begin() {
    capture(c -> CaptureStatusBuilder.builder(c).startedAt(now()).build());
    delayed("Its turn has come");
  }

  /** What is about to be done, before it is done. */
  public void intend(Attempt attempt) {
    attempts(Attempts.of(status).with(attempt));
    captured(
        Truth.Unknown, CapturedReason.Running, "Taking a dump by %s".formatted(attempt.method()));
  }

  /** The sidecar has said that the signal was sent. */
  public void signalled(Attempt attempt) {
    attempts(Attempts.of(status).signalled(attempt.id(), now()));
    captured(
        Truth.Unknown, CapturedReason.Running, "SIGQUIT was sent; its dump is awaited in the log");
  }

  /** How an attempt ended. */
  public void conclude(Attempt attempt, AttemptOutcome outcome, String message) {
    attempts(
        Attempts.of(status)
            .concluded(attempt.id(), outcome, Sentence.of(message, LONGEST_MESSAGE), now()));
  }

  /** Whether the container was restarted by it. */
  public void restarted(boolean restarted) {
    capture(c -> CaptureStatusBuilder.builder(c).containerRestarted(restarted).build());
  }

  /** One more dump. */
  public void add(DumpInfo dump) {
    var more = new ArrayList<>(dumps());
    more.add(dump);
    change(s -> DumpAnalysisStatusBuilder.builder(s).dumps(more).build());
  }

  /** What its readings were before; null where nobody could be asked. */
  public void history(@Nullable History history) {
    if (history != null) {
      change(s -> DumpAnalysisStatusBuilder.builder(s).history(history).build());
    }
  }

  /** It takes so many bytes more at the API server. */
  public void grow(long bytes) {
    long before = status.storedBytes() == null ? 0 : status.storedBytes();
    change(s -> DumpAnalysisStatusBuilder.builder(s).storedBytes(before + bytes).build());
  }

  /** Says how the capture goes. */
  public void captured(Truth truth, CapturedReason reason, String message) {
    condition(Step.CAPTURED, truth, reason, message);
  }

  /** Says how the explanation goes. */
  public void analyzed(Truth truth, AnalyzedReason reason, String message) {
    condition(Step.ANALYZED, truth, reason, message);
  }

  /** Says while it goes on what keeps it; the reason stays. */
  public void delayed(String why) {
    boolean begun = open().isPresent() || !attempts().isEmpty();
    captured(Truth.Unknown, begun ? CapturedReason.Running : CapturedReason.Pending, why);
  }

  /** No more dumps are taken. */
  public void close(@Nullable String why) {
    Yield brought = Yield.of(dumps(), why);
    captured(Truth.True, brought.reason(), brought.message());
  }

  /** Changes the status by a function. */
  public void change(UnaryOperator<DumpAnalysisStatus> how) {
    status = how.apply(status);
  }

  /** Forgets what was changed since it was read or written. */
  public void restore() {
    status = read.getStatus() == null ? EMPTY : read.getStatus();
  }

  /** The object with its changes, to be written. */
  public DumpAnalysis changed() {
    var changed = new DumpAnalysis();
    changed.setMetadata(read.getMetadata());
    changed.setSpec(read.getSpec());
    changed.setStatus(status);
    return changed;
  }

  /** Takes over what the API server has made of it. */
  public void written(DumpAnalysis now) {
    read = now;
    status = now.getStatus() == null ? EMPTY : now.getStatus();
  }

  /** The time as statuses show it. */
  public String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void condition(String type, Truth truth, Enum<?> reason, String message) {
    change(
        s ->
            DumpAnalysisStatusBuilder.builder(s)
                .conditions(
                    conditions.set(
                        s.conditions(), type, truth, reason, message, s.observedGeneration()))
                .build());
  }

  private void attempts(Attempts attempts) {
    capture(c -> CaptureStatusBuilder.builder(c).attempts(attempts.all()).build());
  }

  private void capture(UnaryOperator<CaptureStatus> how) {
    change(
        s ->
            DumpAnalysisStatusBuilder.builder(s)
                .capture(
                    how.apply(
                        s.capture() == null ? new CaptureStatus(null, null, null) : s.capture()))
                .build());
  }
}
