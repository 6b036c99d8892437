package dev.stuckpod.operator.loadtest.look;

import dev.stuckpod.operator.pods.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is looked at now. A look does no harm, but it costs a little, and leaves an analysis behind.
 *
 * @param now in this order
 * @param later why the others are not, by uid
 */
public record LookPlan(List<Candidate> now, Map<String, Hold> later) {

  /** Looks at one container, in one window. */
  static final int MOST = 12;

  /**
   * Those that leave come first, then those that were not looked at, then those of which most is
   * seen, then those that have stood for longest.
   */
  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate one) -> !one.leaves())
          .thenComparing(one -> one.looks().looks() > 0)
          .thenComparing(one -> one.suspicion().noticedBy())
          .thenComparing(one -> one.suspicion().since())
          .thenComparing(one -> one.pod().name());

  /**
   * Plans.
   *
   * @param atOnce how many looks may be under way in a window
   * @param underWay how many are
   */
  public static LookPlan of(List<Candidate> all, int atOnce, int underWay, Instant now) {
    var looked = new ArrayList<Candidate>();
    var later = new LinkedHashMap<String, Hold>();
    for (Candidate one : all.stream().sorted(ORDER).toList()) {
      Optional<Hold> hold = hold(one, now);
      if (hold.isEmpty() && underWay + looked.size() < atOnce) {
        looked.add(one);
      } else {
        Subject pod = one.pod();
        later.put(pod.uid(), hold.orElse(Hold.NotItsTurn));
      }
    }
    return new LookPlan(List.copyOf(looked), Map.copyOf(later));
  }

  private static Optional<Hold> hold(Candidate one, Instant now) {
    PodLooks looks = one.looks();
    if (looks.underWay() != null) {
      return Optional.of(Hold.UnderWay);
    }
    if (looks.stuck()) {
      return Optional.of(Hold.Proven);
    }
    if (looks.looks() >= MOST) {
      return Optional.of(Hold.OftenEnough);
    }
    return now.isBefore(looks.next(one.anew())) ? Optional.of(Hold.Resting) : Optional.empty();
  }
}
