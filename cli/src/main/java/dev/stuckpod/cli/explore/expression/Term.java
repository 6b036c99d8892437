package dev.stuckpod.cli.explore.expression;

import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.population.Member;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of an expression: gives a Long, a String, a Boolean or a list of them for a routine, or
 * null where the dump does not tell.
 *
 * @param type of what it gives
 * @param wide whether that is the same for all with one stack and state
 * @param at the column where it begins
 * @param constant what it always gives; null where that depends
 */
record Term(
    Type type,
    boolean wide,
    int at,
    Function<Member, @Nullable Object> of,
    @Nullable Object constant) {

  Term(Type type, boolean wide, int at, Function<Member, @Nullable Object> of) {
    this(type, wide, at, of, null);
  }

  static Term constant(Type type, int at, Object value) {
    return new Term(type, true, at, _ -> value, value);
  }

  /** Makes one of another one; of what is unknown it is unknown. */
  Term map(Type to, Function<Object, Object> how) {
    return new Term(
        to,
        wide,
        at,
        member -> {
          Object value = of.apply(member);
          return value == null ? null : how.apply(value);
        });
  }

  /** Makes one of two; where one is unknown, it is unknown. */
  Term with(Term other, Type to, BiFunction<Object, Object, Object> how) {
    Term left = wide == other.wide ? this : remembered();
    Term right = wide == other.wide ? other : other.remembered();
    return new Term(
        to,
        wide && other.wide,
        at,
        member -> {
          Object one = left.of.apply(member);
          Object two = one == null ? null : right.of.apply(member);
          return two == null ? null : how.apply(one, two);
        });
  }

  /** Makes that of both, or of one of them; the second is asked only where that matters. */
  Term joined(Term other, boolean both) {
    Term left = wide == other.wide ? this : remembered();
    Term right = wide == other.wide ? other : other.remembered();
    return new Term(
        Type.TRUTH,
        wide && other.wide,
        at,
        member ->
            both
                ? left.holds(member) && right.holds(member)
                : left.holds(member) || right.holds(member));
  }

  /** What is unknown does not hold. */
  boolean holds(Member member) {
    return Boolean.TRUE.equals(of.apply(member));
  }

  /** The same, asked once for routines side by side that have one stack and state. */
  Term remembered() {
    return wide && constant == null ? new Term(type, true, at, new Memory(of)) : this;
  }

  private static final class Memory implements Function<Member, @Nullable Object> {
    private final Function<Member, @Nullable Object> of;
    private @Nullable Group last;
    private @Nullable Object value;

    Memory(Function<Member, @Nullable Object> of) {
      this.of = of;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same one comes many times in a row
    public @Nullable Object apply(Member member) {
      if (last != member.group()) {
        value = of.apply(member);
        last = member.group();
      }
      return value;
    }
  }
}
