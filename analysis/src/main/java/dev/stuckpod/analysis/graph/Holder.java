package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;
import org.jspecify.annotations.Nullable;

/**
 * An edge from a lock to routines that hold it.
 *
 * @param party who
 * @param frame index of the frame that holds it
 * @param basis what the edge rests on
 * @param evidence what was seen, as a sentence
 * @param since the call in the same function that locks, when the dump shows one
 */
public record Holder(Party party, int frame, Basis basis, String evidence, @Nullable Frame since) {

  /** What an edge rests on, from weak to strong. */
  public enum Basis {
    /** A closure of the function that waits, or the other way round. */
    CLOSURE,
    /** Past a call of a function whose name says that it returns with the lock held. */
    LOCK_CALL,
    /** Only the owner's type agrees. */
    SAME_TYPE,
    /** A call was given the object that contains the lock. */
    GIVEN,
    /** The process's memory suggests it. */
    MEMORY_SUSPECTED,
    /** The lock lies in the object whose method runs. */
    CONTAINMENT,
    /** The name ends in Locked, and the lock lies in the object. */
    LOCKED_NAME,
    /** A line of the function after its call to Lock. */
    LINE_ORDER,
    /** The process's memory says so, with one step that is inferred. */
    MEMORY_STRONG,
    /** The process's memory says so: it was a fact at one moment. */
    MEMORY_PROVEN,
    /** The runtime names the holder. */
    PRINTED
  }

  /** Whether the process's memory says so, and not only suggests it. */
  public boolean isStated() {
    return basis == Basis.MEMORY_STRONG || basis == Basis.MEMORY_PROVEN;
  }

  /** Whether it is named by the process's memory, and not by what its stack looks like. */
  public boolean isOfMemory() {
    return isStated() || basis == Basis.MEMORY_SUSPECTED;
  }

  /** Gives the application's own call during which it is held, perhaps further out. */
  public Frame own() {
    return party.frame(party.own(frame));
  }

  /** Gives the call during which the lock is held. */
  public Frame at() {
    return party.frame(frame);
  }
}
