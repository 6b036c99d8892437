package dev.stuckpod.operator.lookout;

import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.turns.Trickle;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The pace at which a lookout's glances begin. */
public final class Rounds {

  private Rounds() {}

  /**
   * Makes a lookout that keeps it.
   *
   * @param pods finds one by namespace and name
   * @param opened is told what is to be closed at the end
   */
  public static Lookout lookout(
      Glances glances,
      BiFunction<String, String, Optional<PodView>> pods,
      Clock clock,
      Consumer<AutoCloseable> opened) {
    var rounds = new Trickle(aSecond(Lookout.A_SECOND), Lookout.AT_ONCE);
    var secondLooks = new Trickle(aSecond(Lookout.SECOND_LOOKS), Lookout.AT_ONCE);
    opened.accept(rounds);
    opened.accept(secondLooks);
    return new Lookout(glances, pods, rounds, secondLooks, clock);
  }

  private static Duration aSecond(int many) {
    return Duration.ofSeconds(1).dividedBy(many);
  }
}
