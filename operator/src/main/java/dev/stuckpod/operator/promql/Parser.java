package dev.stuckpod.operator.promql;

import dev.stuckpod.operator.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Goes through a query's tokens by the grammar of PromQL and notes each selector. */
final class Parser {

  private static final int DEEPEST = 32;

  private final List<Token> tokens;
  private final List<Selector> selectors = new ArrayList<>();
  private int next;
  private int depth;

  Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  List<Selector> selectors() throws NotUnderstood {
    expression();
    if (peek().kind() != Kind.End) {
      throw unexpected(peek());
    }
    return List.copyOf(selectors);
  }

  private void expression() throws NotUnderstood {
    if (++depth > DEEPEST) {
      throw new NotUnderstood("more than %d parentheses are open at once".formatted(DEEPEST));
    }
    operand();
    while (operator()) {
      operand();
    }
    depth--;
  }

  private boolean operator() throws NotUnderstood {
    Token token = peek();
    boolean may = token.kind() == Kind.Sign || token.kind() == Kind.Name;
    if (!may || !Words.BINARY.contains(lower(token))) {
      return false;
    }
    next++;
    takeWord("bool");
    if (takeWord("on") || takeWord("ignoring")) {
      labels();
      if ((takeWord("group_left") || takeWord("group_right")) && peek().isSign("(")) {
        labels();
      }
    }
    return true;
  }

  private void operand() throws NotUnderstood {
    while (takeSign("-") || takeSign("+")) {}
    Token token = peek();
    if (token.kind() == Kind.Name) {
      next++;
      named(token);
    } else if (token.isSign("{")) {
      selector("");
    } else if (takeSign("(")) {
      expression();
      expect(")");
    } else if (token.kind() == Kind.Number || token.kind() == Kind.Text) {
      next++;
    } else {
      throw unexpected(token);
    }
    while (suffix()) {}
  }

  private void named(Token name) throws NotUnderstood {
    String word = lower(name);
    boolean grouped = peek().isWord("by") || peek().isWord("without");
    if (Words.AGGREGATIONS.contains(word) && (grouped || peek().isSign("("))) {
      grouping();
      arguments();
      if (!grouped) {
        grouping();
      }
    } else if (peek().isSign("(")) {
      if (!Words.FUNCTIONS.contains(name.text())) {
        throw new NotUnderstood(
            "%s() may read series beside its arguments, or is not known".formatted(name.text()));
      }
      arguments();
    } else if (Words.NO_OPERANDS.contains(word)) {
      throw unexpected(name);
    } else if (!Words.NUMBERS.contains(word)) {
      selector(name.text());
    }
  }

  private void grouping() throws NotUnderstood {
    if (takeWord("by") || takeWord("without")) {
      labels();
    }
  }

  private void arguments() throws NotUnderstood {
    expect("(");
    if (takeSign(")")) {
      return;
    }
    do {
      expression();
    } while (takeSign(","));
    expect(")");
  }

  private void labels() throws NotUnderstood {
    expect("(");
    while (!takeSign(")")) {
      label();
      if (!takeSign(",") && !peek().isSign(")")) {
        throw unexpected(peek());
      }
    }
  }

  private Token label() throws NotUnderstood {
    Token label = peek();
    if (label.kind() != Kind.Name && label.kind() != Kind.Text) {
      throw unexpected(label);
    }
    next++;
    return label;
  }

  /** What stands behind an operand and reads nothing itself. */
  private boolean suffix() throws NotUnderstood {
    if (peek().kind() == Kind.Range) {
      next++;
      return true;
    }
    boolean at = takeSign("@");
    if (!at && !takeWord("offset")) {
      return false;
    }
    if (at && (takeWord("start") || takeWord("end"))) {
      expect("(");
      expect(")");
      return true;
    }
    if (!takeSign("-")) {
      takeSign("+");
    }
    if (peek().kind() != Kind.Number) {
      throw unexpected(peek());
    }
    next++;
    return true;
  }

  private void selector(String name) throws NotUnderstood {
    var matchers = new ArrayList<Matcher>();
    if (takeSign("{")) {
      while (!takeSign("}")) {
        matchers.add(matcher());
        if (!takeSign(",") && !peek().isSign("}")) {
          throw unexpected(peek());
        }
      }
    }
    selectors.add(new Selector(name, List.copyOf(matchers)));
  }

  private Matcher matcher() throws NotUnderstood {
    Token label = label();
    for (String operator : List.of("=", "!=", "=~", "!~")) {
      if (takeSign(operator)) {
        Token value = peek();
        if (value.kind() != Kind.Text) {
          throw unexpected(value);
        }
        next++;
        return new Matcher(label.text(), operator, value.text());
      }
    }
    if (label.kind() != Kind.Text) {
      throw unexpected(peek());
    }
    return new Matcher("__name__", "=", label.text());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean takeSign(String sign) {
    if (!peek().isSign(sign)) {
      return false;
    }
    next++;
    return true;
  }

  private boolean takeWord(String word) {
    if (!peek().isWord(word)) {
      return false;
    }
    next++;
    return true;
  }

  private void expect(String sign) throws NotUnderstood {
    if (!takeSign(sign)) {
      throw unexpected(peek());
    }
  }

  private static String lower(Token token) {
    return token.text().toLowerCase(Locale.ROOT);
  }

  private static NotUnderstood unexpected(Token token) {
    return new NotUnderstood(
        "%s at character %d is not expected".formatted(token.written(), token.at() + 1));
  }
}
