package dev.stuckpod.goroutines.code.value;

import org.jspecify.annotations.Nullable;

/**
 * What a register or a place holds: so much more than a base. What is not known is null.
 *
 * @param base what it is counted from
 * @param offset how much more it is
 */
public record Value(Base base, long offset) {

  /** A number. */
  public static Value constant(long number) {
    return new Value(Base.Constant.ZERO, number);
  }

  /** A place in the frame, counted from where its return address lies. */
  public static Value frame(long offset) {
    return new Value(Base.Frame.TOP, offset);
  }

  /** What a register held when the function was entered. */
  public static Value entry(int register) {
    return new Value(new Base.Entry(register), 0);
  }

  /** What an instruction defined. */
  public static Value defined(long pc, long place) {
    return new Value(new Base.Defined(Base.Way.INSTRUCTION, pc, place), 0);
  }

  /** An element of something; null where that is too deep. */
  public static @Nullable Value indexed(Base array, Value index, int scale, long offset) {
    return array.depth() >= Base.DEEPEST || index.base().depth() >= Base.DEEPEST
        ? null
        : new Value(new Base.Indexed(array, index, scale), offset);
  }

  /** Whether this is a number. */
  public boolean isConstant() {
    return base == Base.Constant.ZERO;
  }

  /** Whether this is a place in the frame. */
  public boolean isFrame() {
    return base == Base.Frame.TOP;
  }

  /** Whether this has a name that the code gave it, and not one of the function's entry. */
  public boolean isNamed() {
    return !(base instanceof Base.Constant
        || base instanceof Base.Frame
        || base instanceof Base.Entry);
  }

  /** So much more. */
  public Value plus(long more) {
    return more == 0 ? this : new Value(base, offset + more);
  }

  /** So many times as much; null where that is too deep. */
  public @Nullable Value times(int factor) {
    return isConstant() ? constant(offset * factor) : indexed(Base.Constant.ZERO, this, factor, 0);
  }

  /** The sum of both; null where it is too deep. */
  public @Nullable Value plus(Value other) {
    if (other.isConstant()) {
      return plus(other.offset);
    }
    return isConstant() ? other.plus(offset) : indexed(base, other, 1, offset);
  }
}
