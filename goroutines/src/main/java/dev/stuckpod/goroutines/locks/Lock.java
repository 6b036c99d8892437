package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.code.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that goroutines wait for, as it was after all stacks had been read.
 *
 * @param word what is told of it; null where that changes, so that nothing can be told
 * @param moves whether it has changed, or one of those who waited has run, since their stacks were
 *     read
 * @param queues of those who have not run, one for each role
 * @param verdicts who holds it, by the way in which it is held
 */
public record Lock(
    Kind kind,
    long address,
    @Nullable Word word,
    boolean moves,
    List<Queue> queues,
    Map<dev.stuckpod.goroutines.code.value.Kind, Verdict> verdicts) {

  /** Copies what it gets. */
  public Lock {
    queues = List.copyOf(queues);
    verdicts = new TreeMap<>(verdicts);
  }

  /**
   * Some who wait in the same way.
   *
   * @param role how
   * @param ordered whether they are in the order in which they will go on
   * @param goids their numbers
   * @param more whether there are others whose place is not told
   */
  public record Queue(Role role, boolean ordered, List<Long> goids, boolean more) {

    /** Copies what it gets. */
    public Queue {
      goids = List.copyOf(goids);
    }
  }
}
