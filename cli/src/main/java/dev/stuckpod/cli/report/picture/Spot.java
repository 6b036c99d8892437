package dev.stuckpod.cli.report.picture;

import dev.stuckpod.analysis.model.Frame;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Routines of a picture while it is put together.
 *
 * @param count how many
 * @param frame where they are; null where they are several, or nobody
 * @param words what stands there instead of a call; of several the sort
 * @param state as the dump prints it; empty where there is none
 * @param example id of one of them; empty where there is none
 * @param group number of their stack; -1 where they have no stack of their own
 */
record Spot(
    int count, @Nullable Frame frame, String words, String state, String example, int group) {
  static final int NO_GROUP = -1;

  /** The largest first. */
  static final Comparator<Spot> ORDER = Comparator.comparingInt((Spot s) -> -s.count());

  /** Nobody, where somebody should be. */
  static Spot nobody(String words) {
    return new Spot(0, null, words, "", "", NO_GROUP);
  }

  /** The same, in another of its calls. */
  Spot at(Frame other) {
    return new Spot(count, other, words, state, example, group);
  }

  /** The same as so many stacks, of which none is shown. */
  Spot folded(int stacks) {
    return stacks == 1
        ? this
        : new Spot(count, null, "%d more stacks".formatted(stacks), "", "", NO_GROUP);
  }

  boolean isNobody() {
    return count == 0;
  }

  /** Both together; where they stand on different stacks, that is the first one's. */
  Spot and(Spot other) {
    return new Spot(count + other.count, frame, words, state, example, group);
  }
}
