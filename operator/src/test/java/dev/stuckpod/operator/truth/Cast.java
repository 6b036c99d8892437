package dev.stuckpod.operator.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Who takes part in what happens. */
final class Cast {

  /** The kubelet's, from the deletion to the end. */
  private static final int GRACE = 30;

  private static final int PAUSE = 60;
  private static final int OVERLAP = 15;
  private static final int JOB = 600;

  private final Happening happening;
  private final int length;
  private final int at;
  private final String workload;
  private final List<Life> lives = new ArrayList<>();

  private Cast(Happening happening, int length, int at) {
    this.happening = happening;
    this.length = length;
    this.at = at;
    this.workload = happening.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Gives their lives; what has a name of its own alone is called as it is.
   *
   * @param length seconds since the oldest began
   * @param at seconds before now when it happens
   */
  static List<Life> of(Happening happening, int length, int at) {
    var cast = new Cast(happening, length, at);
    switch (happening) {
      case STANDBY -> cast.sharing(_ -> 0, _ -> 1);
      case TAKEOVER -> cast.sharing(cast.once(1, 0), cast.once(0, 1));
      case NODE -> cast.sharing(_ -> 1, _ -> 1);
      case ROLLOUT -> cast.rollout();
      case GROWS -> cast.grows();
      case SHRINKS -> cast.shrinks();
      case DRAINS -> cast.add("", cast.once(1, 0), length, at, at - 10 * GRACE);
      case REMOVED -> cast.add("", _ -> 1, length, 0, at);
      case JOB -> cast.add("", _ -> 0, at, 0, at - JOB);
      case LATE -> cast.lives.add(new Life("late", Shape.STEADY, happening, length, at - 1));
      default -> cast.add("", _ -> 1, length, 0, 0);
    }
    return List.copyOf(cast.lives);
  }

  private void sharing(IntToDoubleFunction first, IntToDoubleFunction second) {
    add("-a", first, length, 0, 0);
    add("-b", second, length, 0, 0);
  }

  private void rollout() {
    for (int i = 0; i < 4; i++) {
      int born = at - i * PAUSE;
      int deleted = born - OVERLAP;
      add("-old-" + i, before -> before >= deleted ? 1 : 0, length, deleted, deleted - GRACE);
      add("-new-" + i, ramp(born), born, 0, 0);
    }
  }

  private void grows() {
    for (int i = 0; i < 3; i++) {
      add("-old-" + i, once(1.3, 0.9), length, 0, 0);
    }
    add("-new-0", before -> before > at - 2 * PAUSE ? 0.1 : 0.6, at, 0, 0);
    add("-new-1", before -> before > at - 5 * PAUSE ? 0 : 0.6, at, 0, 0);
  }

  private void shrinks() {
    add("-stays-0", once(1, 2), length, 0, 0);
    add("-stays-1", once(1, 2), length, 0, 0);
    add("-goes-0", once(1, 0), length, at, at - GRACE);
    add("-goes-1", once(1, 0), length, at, at - GRACE);
  }

  private IntToDoubleFunction once(double until, double then) {
    return before -> before >= at ? until : then;
  }

  /** Nothing until it is ready, then more and more for half a minute. */
  private static IntToDoubleFunction ramp(int born) {
    return before -> Math.clamp((born - Life.READY - before) / 30.0, 0, 1);
  }

  private void add(String name, IntToDoubleFunction share, int born, int deleted, int ends) {
    lives.add(
        new Life(
            workload + name, workload, Shape.STEADY, happening, share, born, at, deleted, ends));
  }
}
