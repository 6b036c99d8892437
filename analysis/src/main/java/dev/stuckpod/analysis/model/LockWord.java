package dev.stuckpod.analysis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What memory says of something that goroutines wait for, at one moment after all stacks were read.
 * The word says how many hold it; who they are is told beside it, where the code on their stacks
 * could be followed.
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
 * @param held who holds it
 */
public record LockWord(
    String type,
    long address,
    String word,
    long holders,
    boolean shared,
    long waiting,
    boolean moving,
    List<Queue> queues,
    Held held) {
  public LockWord {
    queues = List.copyOf(queues);
  }

  /** Gives the same with who holds it. */
  public LockWord with(Held other) {
    return new LockWord(type, address, word, holders, shared, waiting, moving, queues, other);
  }

  /** Gives the address that a stack shows who waits for it: of some types that of a part. */
  public long seen() {
    return address
        + switch (type) { // src/sync
          case "Once" -> 4;
          case "WaitGroup" -> 8;
          case "Cond" -> 16;
          default -> 0;
        };
  }

  /** Whether anybody waits for it. */
  public boolean isWanted() {
    return waiting > 0 || queues.stream().anyMatch(q -> !q.ids().isEmpty());
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

  /**
   * Who holds it, or is to call Done, by the code and the memory of the frames on all stacks.
   *
   * @param told whether that is known; else nothing else is
   * @param by those who are named
   * @param more how many more there are by the word, on no stack
   * @param untold goroutines that hold something of which the address is not known, so that these
   *     may be among them; the last is {@code ...} where there are others
   * @param unreadable how many goroutines could not be read, so that these may be among them
   * @param nobody why nobody can be named; else null
   */
  public record Held(
      boolean told,
      List<Hold> by,
      long more,
      List<String> untold,
      int unreadable,
      @Nullable String nobody) {
    public static final Held NOT_TOLD = new Held(false, List.of(), 0, List.of(), 0, null);

    public Held {
      by = List.copyOf(by);
      untold = List.copyOf(untold);
    }

    /** Whether a goroutine may be one of those who are missing. */
    public boolean mayBe(String id) {
      return untold.contains(id) || untold.contains("...");
    }
  }

  /**
   * One who holds it.
   *
   * @param id of the goroutine
   * @param way how, where there are several ways; else empty
   * @param times how many times
   * @param sure how sure that is; it was true at one moment
   * @param at where the frame that has locked it stands now; null when not known
   * @param release how it will be given back, as printed: {@code unlock deferred}; else empty
   */
  public record Hold(
      String id, String way, int times, Sure sure, @Nullable Frame at, String release) {}

  /** How sure it is that somebody holds a lock, from weak to strong. */
  public enum Sure {
    SUSPECTED("suspected"),
    STRONG("strong"),
    PROVEN("proven");

    private final String label;

    Sure(String label) {
      this.label = label;
    }

    /** Gives the word that dumps have for it. */
    public String label() {
      return label;
    }
  }
}
