package dev.stuckpod.cli.explore.expression;

import dev.stuckpod.cli.explore.population.Member;
import java.util.List;
import java.util.function.Predicate;

/** A question that a routine answers with yes or no. */
public final class Expression implements Predicate<Member> {
  private final Term term;

  private Expression(Term term) {
    this.term = term;
  }

  /**
   * Reads one.
   *
   * @throws ExpressionException if it is none; it says where
   */
  public static Expression of(String source) throws ExpressionException {
    Term term = new Grammar(Lexer.tokens(source)).whole();
    return new Expression(term.remembered());
  }

  /** What can be called in one. */
  public static List<String> functions() {
    return Calls.NAMES;
  }

  @Override
  public boolean test(Member member) {
    return term.holds(member);
  }
}
