package dev.stuckpod.analysis.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words, names and states mean that one runtime prints. One object for each runtime; names
 * of functions are as {@link Frame} has them.
 */
public interface Dialect {
  /** Gives the runtime's name in JSON. */
  String label();

  /** Gives what people call it: {@code Go}. */
  String language();

  /** Gives what its dumps look like, in a sentence: {@code goroutine stacks}. */
  String printed();

  /** Gives what a routine is called. */
  String routine();

  /** Gives what several are called. */
  default String routines() {
    return routine() + "s";
  }

  /** Gives the call that gives a lock back, as people write it. */
  String unlock();

  /** Whether a function belongs to the runtime, or to what is under locks and messages. */
  boolean isPlumbing(String function);

  /** Whether a function is of the runtime itself, which may stand above any call that waits. */
  default boolean isRuntime(String function) {
    return false;
  }

  /** Whether a call is the one at which every routine begins. */
  default boolean isRoot(String function) {
    return false;
  }

  /** Whether the compiler has made this function, to call another one. */
  default boolean isWrapper(String function) {
    return false;
  }

  /** Whether a function was written in another one, so that its first argument is no receiver. */
  default boolean isClosure(String function) {
    return false;
  }

  /**
   * Gives the type whose method a function is, or was written in; empty where names do not tell.
   */
  default String type(String function) {
    return "";
  }

  /** Gives the same without the package. */
  default String shortType(String function) {
    return "";
  }

  /** Gives the package of a function; empty where names do not tell. */
  default String packageOf(String function) {
    return "";
  }

  /** Gives the function in which a closure was written, the function itself if it is none. */
  default String outer(String function) {
    return function;
  }

  /**
   * Gives a function's name without what another build of the same sources would call otherwise:
   * numbers that a compiler or the runtime gives.
   */
  default String lasting(String function) {
    return function;
  }

  /** Whether this stands for a state that the dump does not print. */
  default boolean isUnprinted(String state) {
    return false;
  }

  /** Gives the innermost function of a routine in a state; null where there are several. */
  default @Nullable String parksIn(String state) {
    return null;
  }

  /** Tells what a routine does that has this state and these calls, innermost first. */
  Activity activity(String state, int waitMinutes, List<Frame> frames);

  /** Whether a dump that looks so tells what a routine does, and not what it is about to do. */
  default boolean isSure(Activity activity) {
    return true;
  }

  /** Whether a routine in this state runs or could, so that what it holds may soon be free. */
  boolean isLive(String state);

  /** Whether routines of a group run finalizers, cleaners or the like. */
  boolean isFinalizer(Group group);

  /** Tells how routines of a group come to run. */
  default Carriage carriage(Group group) {
    return Carriage.OWN;
  }

  /** Tells which owners a dump does not print that prints others. */
  default Unprinted unprinted(Dump dump) {
    return Unprinted.NONE;
  }

  /** Whether every routine has a call, so that one without any has lost its stack. */
  boolean hasAlwaysCalls();
}
