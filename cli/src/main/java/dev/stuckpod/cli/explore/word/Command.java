package dev.stuckpod.cli.explore.word;

import dev.stuckpod.cli.explore.expression.Expression;
import dev.stuckpod.cli.explore.population.Level;
import org.jspecify.annotations.Nullable;

/** One thing that can be asked for. */
public sealed interface Command {
  /** So many stacks are shown at once. */
  int FEW = 10;

  /** The verdict of each dump. */
  record Verdict() implements Command {}

  /** How many are in a set, by state. */
  record Summary() implements Command {}

  /** Stacks of a set, one after the other. */
  record Show(int offset, int limit) implements Command {}

  /** The stack of one routine. */
  record Stack(String id) implements Command {}

  /** A set, folded. */
  record Groups(Level level) implements Command {}

  /** The groups of those that pass. */
  record Where(Expression test) implements Command {}

  /** The stacks of those that pass. */
  record Search(Expression test, int offset, int limit) implements Command {}

  /** From now on only those that pass. */
  record Keep(Expression test) implements Command {}

  /** From now on only those that do not pass. */
  record Delete(Expression test) implements Command {}

  /** From now on one of each. */
  record Dedup() implements Command {}

  /** A set as it was before it was last changed. */
  record Undo() implements Command {}

  /** What is gone, new, moved, and stayed; another set, or the other one of two. */
  record Diff(@Nullable String other) implements Command {}

  /** Those that are in one of two sets. */
  record Union(String other) implements Command {}

  /** Those that are in both. */
  record Intersect(String other) implements Command {}

  /** The set itself, or those of it that pass. */
  record Copy(@Nullable Expression test) implements Command {}

  /** Another dump. */
  record Load(String file) implements Command {}

  /** Who waits for a routine, or for a lock. */
  record WhoWaits(String what) implements Command {}

  /** Who holds a lock, or that for which a routine waits. */
  record WhoHolds(String what) implements Command {}

  /** From a routine to what blocks it, and so on. */
  record Path(String id) implements Command {}

  /** Whether those that do nothing are shown. */
  record Idle(boolean shown) implements Command {}

  /** Writes a set as a dump. */
  record Save(String file) implements Command {}

  /** Which set is meant from now on. */
  record Use(String name) implements Command {}

  /** Which sets there are. */
  record Whos() implements Command {}

  /** Forgets all sets but those of the dumps. */
  record Clear() implements Command {}

  /** What can be asked, or more on one word. */
  record Help(String word) implements Command {}

  /** No more. */
  record Quit() implements Command {}
}
