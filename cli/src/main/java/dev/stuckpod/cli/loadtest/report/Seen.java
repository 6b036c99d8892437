package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.Certainty;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowNote;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a window says, with nothing in place of what it does not say yet. */
public record Seen(@Nullable LoadTestWindow window) {

  /** Whether the operator has begun to watch. */
  public boolean isTaken() {
    return status().map(LoadTestWindowStatus::startedAt).isPresent();
  }

  /** Whether pods are watched while a load may run. */
  public boolean isWatching() {
    return isTaken() && is("Open", "True") && watchedPods() > 0;
  }

  /** Whether it is over, and says what came of it. */
  public boolean isCompleted() {
    return is("Completed", "True");
  }

  /** What came of it; empty while it is open. */
  public Optional<Result> result() {
    return status().map(LoadTestWindowStatus::result);
  }

  /** How many pods were seen. */
  public int watchedPods() {
    return status()
        .map(LoadTestWindowStatus::pods)
        .map(LoadTestWindowStatus.WindowPods::watched)
        .orElse(0);
  }

  /** Names of the pods that were seen. */
  public List<String> watched() {
    return status().map(LoadTestWindowStatus::watched).orElse(List.of());
  }

  /** Incidents whose dump says as surely as the window asks for that the pod is stuck. */
  public List<WindowIncident> proven() {
    return status().map(LoadTestWindowStatus::incidents).orElse(List.of()).stream()
        .filter(incident -> isEnough(incident.confidence()))
        .toList();
  }

  /** What else is said. */
  public List<WindowNote> notes() {
    return status().map(LoadTestWindowStatus::notes).orElse(List.of());
  }

  /** Its result and reason in words; empty where it has none. */
  public Optional<String> sentence() {
    return status()
        .map(LoadTestWindowStatus::sentence)
        .or(() -> condition("Succeeded").map(Condition::getMessage))
        .filter(text -> !text.isBlank());
  }

  /** Why it has come to that, in one word; empty where it does not say. */
  public String reason() {
    return condition("Succeeded").map(Condition::getReason).orElse("");
  }

  /** What it says, as far as it says anything. */
  public Optional<LoadTestWindowStatus> status() {
    return window == null ? Optional.empty() : Optional.ofNullable(window.getStatus());
  }

  /** A time that is written in RFC 3339; empty where it is none. */
  public static Optional<Instant> time(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** A word of another version is taken for the surest: what was counted as stuck is told. */
  private boolean isEnough(@Nullable String confidence) {
    return Arrays.stream(Certainty.values())
        .filter(known -> known.name().equals(confidence))
        .allMatch(known -> known.compareTo(failOn()) >= 0);
  }

  private Certainty failOn() {
    if (window == null
        || window.getSpec().failOn() == null
        || window.getSpec().failOn().confidence() == null) {
      return Certainty.Strong;
    }
    return window.getSpec().failOn().confidence();
  }

  private boolean is(String type, String value) {
    return condition(type).filter(c -> value.equals(c.getStatus())).isPresent();
  }

  private Optional<Condition> condition(String type) {
    return status().map(LoadTestWindowStatus::conditions).orElse(List.of()).stream()
        .filter(c -> type.equals(c.getType()))
        .findFirst();
  }
}
