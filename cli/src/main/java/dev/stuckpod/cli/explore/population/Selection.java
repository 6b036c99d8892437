package dev.stuckpod.cli.explore.population;

import java.util.BitSet;

/** A set of routines. It does not change. */
public final class Selection {
  private final BitSet numbers;
  private final boolean folded;

  Selection(BitSet numbers, boolean folded) {
    this.numbers = numbers;
    this.folded = folded;
  }

  /** Whether those with one stack and state are shown as one. */
  public boolean folded() {
    return folded;
  }

  /** The same, in which those with one stack and state are shown as one. */
  public Selection fold() {
    return new Selection(numbers, true);
  }

  /** Those that are in this set or in another one. */
  public Selection union(Selection other) {
    BitSet both = copy();
    both.or(other.numbers);
    return with(both);
  }

  /** Those that are in this set and in another one. */
  public Selection intersect(Selection other) {
    BitSet both = copy();
    both.and(other.numbers);
    return with(both);
  }

  /** Those of this set that are not in another one. */
  public Selection without(Selection other) {
    BitSet rest = copy();
    rest.andNot(other.numbers);
    return with(rest);
  }

  /** Whether nobody is in it. */
  public boolean isEmpty() {
    return numbers.isEmpty();
  }

  Selection with(BitSet others) {
    return new Selection(others, folded);
  }

  int next(int from) {
    return numbers.nextSetBit(from);
  }

  private BitSet copy() {
    return (BitSet) numbers.clone();
  }
}
