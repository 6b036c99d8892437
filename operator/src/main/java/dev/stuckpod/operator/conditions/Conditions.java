package dev.stuckpod.operator.conditions;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sets conditions in a status, keyed by type. Lists are never changed in place. */
public final class Conditions {

  /** The API allows 32 KiB; a sentence needs less. */
  private static final int LONGEST_MESSAGE = 1024;

  private final Clock clock;

  /** Takes transition times from a clock. */
  public Conditions(Clock clock) {
    this.clock = clock;
  }

  /**
   * Sets one condition and keeps the others. The transition time moves only when the status does,
   * so that the same call twice gives equal lists.
   *
   * @param present what the status has now
   * @param type CamelCase, the key
   * @param status its value
   * @param reason its constant's name is shown
   * @param message one sentence that says what to do, where something can be done
   * @param generation of the spec that was looked at
   */
  public List<Condition> set(
      @Nullable List<Condition> present,
      String type,
      Truth status,
      Enum<?> reason,
      String message,
      @Nullable Long generation) {
    Optional<Condition> before = find(present, type);
    String since =
        before
            .filter(old -> status.name().equals(old.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
    Condition now =
        new ConditionBuilder()
            .withType(type)
            .withStatus(status.name())
            .withReason(reason.name())
            .withMessage(Sentence.of(message, LONGEST_MESSAGE))
            .withObservedGeneration(generation)
            .withLastTransitionTime(since)
            .build();
    var all = new ArrayList<Condition>();
    boolean placed = false;
    for (Condition condition : present == null ? List.<Condition>of() : present) {
      boolean same = condition.getType().equals(type);
      all.add(same ? now : condition);
      placed |= same;
    }
    if (!placed) {
      all.add(now);
    }
    return List.copyOf(all);
  }

  /** Finds a condition by its type. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  /** Tells whether a condition is there with this value. */
  public static boolean is(@Nullable List<Condition> conditions, String type, Truth status) {
    return find(conditions, type).filter(c -> status.name().equals(c.getStatus())).isPresent();
  }
}
