package dev.stuckpod.e2e;

import dev.stuckpod.e2e.Bystander.Work;
import java.time.Duration;
import java.util.List;

/**
 * What an attack did to others.
 *
 * @param before their work when nobody attacks
 * @param during the same work meanwhile
 * @param begun connections and reviews
 * @param deaths of the operator, and of others' sidecars and apps
 * @param outages of others' pods: taken out of service
 * @param foreign reads of what is another namespace's
 */
record AttackEnd(
    Attack attack, long begun, Work before, Work during, int deaths, int outages, long foreign) {

  static final String HEAD =
      """
      | Who attacks, and how | Begun | Deaths | Out of service | Foreign reads | Pods refused | Pods without a sidecar | Pages unread | Others' dump | Ten pods | The slowest |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private static final double MOST_TIMES = 2;

  String line() {
    return "| %s | %,d | %d | %d | %d | %d | %d | %d | %s%s | %s | %d ms |\n"
        .formatted(
            attack.label(),
            begun,
            deaths,
            outages,
            foreign,
            during.refused(),
            during.bare(),
            during.unread(),
            ratio(before.capture(), during.capture(), "s", 1000.0),
            during.explained() ? "" : ", **not explained**",
            ratio(before.creation(), during.creation(), "ms", 1),
            during.slowest().toMillis());
  }

  /** Whether something was done that nobody may do. */
  boolean isHarmful() {
    return deaths + outages + foreign + during.refused() > 0 || !during.explained();
  }

  /**
   * Whether others' work took more than twice as long, a dump or ten pods: as without an attack, or
   * as when the same happens and Stuckpod has no part in it.
   */
  private boolean isDelaying(List<AttackEnd> ends) {
    Work usual =
        ends.stream()
            .filter(end -> end.attack == attack.comparedWith())
            .map(AttackEnd::during)
            .findFirst()
            .orElse(before);
    return times(usual.capture(), during.capture()) > MOST_TIMES
        || times(usual.creation(), during.creation()) > MOST_TIMES;
  }

  private static String ratio(Duration before, Duration during, String unit, double millis) {
    return (millis > 1 ? "%.1f times %.1f %s" : "%.1f times %.0f %s")
        .formatted(times(before, during), before.toMillis() / millis, unit);
  }

  private static double times(Duration before, Duration during) {
    return (double) during.toMillis() / before.toMillis();
  }

  static String tally(List<AttackEnd> all) {
    List<AttackEnd> ends = all.stream().filter(end -> !end.attack.isControl()).toList();
    return "\nOf %d attacks: deaths %d, out of service %d, foreign reads %d, pods kept from starting %d, pods without a sidecar %d; others delayed more than twice by %d.\n"
        .formatted(
            ends.size(),
            ends.stream().mapToInt(AttackEnd::deaths).sum(),
            ends.stream().mapToInt(AttackEnd::outages).sum(),
            ends.stream().mapToLong(AttackEnd::foreign).sum(),
            ends.stream().mapToInt(end -> end.during().refused()).sum(),
            ends.stream().mapToInt(end -> end.during().bare()).sum(),
            ends.stream().filter(end -> end.isDelaying(all)).count());
  }
}
