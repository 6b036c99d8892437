package dev.stuckpod.operator.promql;

import java.util.List;

/**
 * A query that was understood.
 *
 * @param text the query in the one way of writing that all who speak PromQL read alike: without
 *     comments, every text in double quotes. What is asked must be this, since others may divide
 *     what a person wrote differently
 * @param selectors every place where it reads series
 */
public record Expression(String text, List<Selector> selectors) {

  /**
   * Reads a query.
   *
   * @throws NotUnderstood where it is no PromQL, or more than is known of it here
   */
  public static Expression read(String query) throws NotUnderstood {
    List<Token> tokens = Lexer.tokens(query);
    String text =
        String.join(
            " ", tokens.subList(0, tokens.size() - 1).stream().map(Token::written).toList());
    return new Expression(text, new Parser(tokens).selectors());
  }
}
