package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.TakenAlert;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.alerts.Suspect;
import dev.stuckpod.operator.opening.Ledger;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.text.Cut;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy's slots with the alerts that were taken. Both are one write: neither a crash nor another
 * leader finds an incident without its alert.
 */
final class AlertLedger implements Ledger {

  /** Room in the status. The eldest is forgotten; the container's slot tells of it still. */
  private static final int MOST = 200;

  private static final int LONGEST_NAME = 128;

  private final PolicyLedger policy;
  private final Clock clock;
  private Slots slots;
  private @Nullable Suspect about;

  AlertLedger(PolicyLedger policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.slots = policy.slots();
  }

  @Override
  public Slots slots() {
    return slots;
  }

  /** Takes slots as they are now; they are written with the next alert. */
  void settle(Slots now) {
    slots = now;
  }

  /** What is written from now on is about this one. */
  void begin(Suspect suspect) {
    about = suspect;
  }

  /** The incident that an alert has led to. */
  Optional<String> incident(Suspect suspect) {
    return alerts().stream()
        .filter(
            alert ->
                alert.fingerprint().equals(suspect.alert().fingerprint())
                    && alert.startsAt().equals(suspect.alert().startsAt().toString()))
        .map(TakenAlert::incident)
        .findFirst();
  }

  /** Writes slots, of which the last is the one that was reserved for the alert. */
  @Override
  public void write(Slots now) {
    slots = now;
    Slot last = now.all().getLast();
    write(last.name());
  }

  /** Writes that the alert is about an incident that is there. */
  void note(String incident) {
    write(incident);
  }

  private void write(String incident) {
    Suspect suspect = about;
    var alerts = new ArrayList<>(alerts());
    if (suspect != null && incident(suspect).isEmpty()) {
      alerts.add(
          new TakenAlert(
              Cut.bare(suspect.alert().name(), LONGEST_NAME),
              suspect.alert().fingerprint(),
              suspect.alert().startsAt().toString(),
              suspect.pod(),
              incident,
              clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
    }
    List<TakenAlert> kept = alerts.subList(Math.max(0, alerts.size() - MOST), alerts.size());
    policy.write(
        StuckPolicyStatusBuilder.builder(policy.status())
            .slots(slots.all())
            .alerts(List.copyOf(kept))
            .build());
  }

  private List<TakenAlert> alerts() {
    List<TakenAlert> alerts = policy.status().alerts();
    return alerts == null ? List.of() : alerts;
  }
}
