package dev.stuckpod.analysis.model;

import java.util.List;

/**
 * What memory says of something that goroutines wait for, at one moment after all stacks were read.
 * The word says how many hold it, and never who.
 *
 * @param type {@code Mutex}, {@code RWMutex}, {@code Once}, {@code WaitGroup}, {@code Cond}, {@code
 *     channel} or {@code semaphore}
 * @param address of it
 * @param word what it says, as printed
 * @param holders how many hold it: of a RWMutex one who writes, or those who read; of a WaitGroup
 *     how many are not done; 0 where nothing follows from the word
 * @param shared whether they may be several
 * @param waiting how many wait by its own count; -1 where it has none
 * @param moving whether it has changed, or somebody who waited has run
 * @param queues who waits and has not run
 */
public record LockWord(
    String type,
    long address,
    String word,
    long holders,
    boolean shared,
    long waiting,
    boolean moving,
    List<Queue> queues) {
  public LockWord {
    queues = List.copyOf(queues);
  }

  /**
   * Some who wait in the same way.
   *
   * @param name {@code queue}, or the side of a channel or RWMutex
   * @param ordered whether the first is the next to go on
   * @param ids of goroutines
   * @param more whether there are others
   */
  public record Queue(String name, boolean ordered, List<String> ids, boolean more) {
    public Queue {
      ids = List.copyOf(ids);
    }
  }
}
