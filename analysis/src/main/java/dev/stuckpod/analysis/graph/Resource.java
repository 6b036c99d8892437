package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock, channel or condition with everybody who waits for it and those who hold it. A node of the
 * graph, so equal only to itself.
 *
 * @param kind what it is
 * @param word what it is called: mostly as its kind, a synchronizer as its class
 * @param address as people find it in the dump; empty when not printed
 * @param type owner type and offset (Go) or class (Java); empty when unknown
 * @param waiters who waits
 * @param holders who holds it, the best supported first; empty when the dump shows nobody
 * @param examined false for one of many that the same groups wait for, which was left out when
 *     holders were looked for
 * @param stated what memory says of who holds it; null where it says nothing
 */
public record Resource(
    ResourceKind kind,
    String word,
    String address,
    String type,
    List<Waiter> waiters,
    List<Holder> holders,
    boolean examined,
    @Nullable Stated stated) {
  public Resource {
    waiters = List.copyOf(waiters);
    holders = List.copyOf(holders);
  }

  /** Makes one of which memory says nothing. */
  public Resource(
      ResourceKind kind,
      String word,
      String address,
      String type,
      List<Waiter> waiters,
      List<Holder> holders,
      boolean examined) {
    this(kind, word, address, type, waiters, holders, examined, null);
  }

  @Override
  public List<Waiter> waiters() {
    Effort.step(waiters.size());
    return waiters;
  }

  @Override
  public List<Holder> holders() {
    Effort.step(holders.size());
    return holders;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /**
   * Gives the name in sentences: {@code RWMutex (*Hub)+0x68}, {@code monitor shop.Till}; the
   * address where the type only repeats the kind: {@code ReentrantLock 0x00000000ffd17f20}.
   */
  public String name() {
    String which = type.isEmpty() || type.contains(word) ? address : type;
    return which.isEmpty() ? word : word + " " + which;
  }

  /** How many routines wait. */
  public int waiting() {
    Effort.step(waiters.size());
    return waiters.stream().mapToInt(w -> w.party().cohort().count()).sum();
  }

  /** Gives those who wait in one way. */
  public List<Waiter> waiting(Mode mode) {
    Effort.step(waiters.size());
    return waiters.stream().filter(w -> w.mode() == mode).toList();
  }

  public boolean isLock() {
    return !waiters.isEmpty() && waiters.getFirst().mode().isLock();
  }
}
