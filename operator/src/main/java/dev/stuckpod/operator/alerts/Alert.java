package dev.stuckpod.operator.alerts;

import java.time.Instant;
import java.util.Map;

/**
 * One alert, as Alertmanager sends it.
 *
 * @param firing or else resolved
 * @param fingerprint of its labels; with {@code startsAt} it tells an alert from all others
 * @param startsAt since when it fires
 * @param labels of these some, and of each so many characters
 * @param summary its annotation of that name, or description; empty where it has none
 */
public record Alert(
    boolean firing,
    String fingerprint,
    Instant startsAt,
    Map<String, String> labels,
    String summary) {

  /** Its name; empty where nobody has given it one. */
  public String name() {
    return labels.getOrDefault("alertname", "");
  }
}
