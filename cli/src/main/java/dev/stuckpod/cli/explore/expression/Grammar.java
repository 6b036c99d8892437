package dev.stuckpod.cli.explore.expression;

import dev.stuckpod.cli.explore.expression.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads expressions: a part of the Common Expression Language, with the functions that
 * goroutine-inspect has.
 */
final class Grammar {
  private static final List<String> COMPARISONS =
      List.of("==", "!=", "<", "<=", ">", ">=", "=~", "!~");

  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int next;
  private int depth;

  Grammar(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Reads what must be all. */
  Term whole() throws ExpressionException {
    if (peek().kind() == Kind.END) {
      throw new ExpressionException(
          "an expression is missing, such as state == 'chan receive'", peek().at());
    }
    Term all = either();
    if (peek().kind() != Kind.END) {
      throw new ExpressionException(
          "%s is not expected here; && or || joins two questions".formatted(peek().said()),
          peek().at());
    }
    return truth(all);
  }

  private Term either() throws ExpressionException {
    if (++depth > DEEPEST) {
      throw new ExpressionException("this is nested too deeply", peek().at());
    }
    Term left = both();
    while (take("||")) {
      left = truth(left).joined(truth(both()), false);
    }
    depth--;
    return left;
  }

  private Term both() throws ExpressionException {
    Term left = not();
    while (take("&&")) {
      left = truth(left).joined(truth(not()), true);
    }
    return left;
  }

  private Term not() throws ExpressionException {
    boolean negated = false;
    while (take("!")) {
      negated = !negated;
    }
    Term term = comparison();
    return negated ? truth(term).map(Type.TRUTH, value -> Boolean.FALSE.equals(value)) : term;
  }

  private Term comparison() throws ExpressionException {
    Term left = value();
    Token sign = peek();
    if (take("in")) {
      return in(left);
    }
    if (sign.kind() != Kind.SIGN || !COMPARISONS.contains(sign.text())) {
      return left;
    }
    next++;
    Term right = value();
    if (sign.text().equals("=~") || sign.text().equals("!~")) {
      want(Type.TEXT, left);
      want(Type.TEXT, right);
      Term found = Calls.matches(left, right);
      return sign.text().equals("=~") ? found : found.map(Type.TRUTH, Boolean.FALSE::equals);
    }
    if (left.type() != right.type()) {
      throw new ExpressionException(
          "%s is compared with %s".formatted(left.type().said(), right.type().said()), right.at());
    }
    return switch (sign.text()) {
      case "==" -> left.with(right, Type.TRUTH, Object::equals);
      case "!=" -> left.with(right, Type.TRUTH, (one, two) -> !one.equals(two));
      default -> ordered(left, right, sign);
    };
  }

  private static Term ordered(Term left, Term right, Token sign) throws ExpressionException {
    if (left.type() != Type.NUMBER) {
      throw new ExpressionException(
          "only numbers are smaller or larger, and this is " + left.type().said(), left.at());
    }
    return left.with(
        right,
        Type.TRUTH,
        (one, two) -> {
          int order = Long.compare((Long) one, (Long) two);
          return switch (sign.text()) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
          };
        });
  }

  private Term in(Term left) throws ExpressionException {
    expect("[");
    List<Object> some = new ArrayList<>();
    while (!take("]")) {
      if (!some.isEmpty()) {
        expect(",");
      }
      Term one = value();
      want(left.type(), one);
      Object constant = one.constant();
      if (constant == null) {
        throw new ExpressionException("a list has texts in quotes, or numbers", one.at());
      }
      some.add(constant);
    }
    return left.map(Type.TRUTH, some::contains);
  }

  private Term value() throws ExpressionException {
    Term term = primary();
    while (true) {
      Token sign = peek();
      if (take(".")) {
        Token name = name();
        term = call(name, arguments(new ArrayList<>(List.of(term))));
      } else if (take("[")) {
        want(Type.TEXT, term);
        Token key = take();
        if (key.kind() != Kind.STRING) {
          throw new ExpressionException("in brackets stands a key in quotes", key.at());
        }
        expect("]");
        term = Calls.label(term, key.text(), sign.at());
      } else {
        return term;
      }
    }
  }

  private Term primary() throws ExpressionException {
    Token token = take();
    if (token.is("(")) {
      Term inner = either();
      expect(")");
      return inner;
    }
    return switch (token.kind()) {
      case NUMBER -> number(token);
      case STRING -> Term.constant(Type.TEXT, token.at(), token.text());
      case NAME -> named(token);
      default ->
          throw new ExpressionException(
              "a field or a text in quotes is missing before " + token.said(), token.at());
    };
  }

  private static Term number(Token token) throws ExpressionException {
    try {
      return Term.constant(Type.NUMBER, token.at(), Long.valueOf(token.text()));
    } catch (NumberFormatException large) {
      throw new ExpressionException("this number is too large", token.at());
    }
  }

  private Term named(Token token) throws ExpressionException {
    if (peek().is("(")) {
      return call(token, arguments(new ArrayList<>()));
    }
    if (token.is("true") || token.is("false")) {
      return Term.constant(Type.TRUTH, token.at(), token.is("true"));
    }
    Field field = Field.of(token.text());
    if (field == null) {
      String fields =
          Arrays.stream(Field.values()).map(Field::word).collect(Collectors.joining(", "));
      throw new ExpressionException(
          "there is no field %s; there are %s".formatted(token.text(), fields), token.at());
    }
    return field.term(token.at());
  }

  private Term call(Token name, List<Term> given) throws ExpressionException {
    if (!Calls.NAMES.contains(name.text())) {
      throw new ExpressionException(
          "there is no function %s; there are %s"
              .formatted(name.text(), String.join(", ", Calls.NAMES)),
          name.at());
    }
    return name.text().equals("matches") && given.size() == 2
        ? Calls.matches(want(Type.TEXT, given.getFirst()), want(Type.TEXT, given.get(1)))
        : Calls.call(name.text(), given, name.at());
  }

  private List<Term> arguments(List<Term> given) throws ExpressionException {
    expect("(");
    boolean first = true;
    while (!take(")")) {
      if (!first) {
        expect(",");
      }
      given.add(value());
      first = false;
    }
    return given;
  }

  private static Term truth(Term term) throws ExpressionException {
    return want(Type.TRUTH, term);
  }

  private static Term want(Type type, Term term) throws ExpressionException {
    if (term.type() != type) {
      throw new ExpressionException(
          "%s is wanted here, and this is %s".formatted(type.said(), term.type().said()),
          term.at());
    }
    return term;
  }

  private Token name() throws ExpressionException {
    Token token = take();
    if (token.kind() != Kind.NAME) {
      throw new ExpressionException("a function is missing behind the point", token.at());
    }
    return token;
  }

  private void expect(String sign) throws ExpressionException {
    if (!take(sign)) {
      throw new ExpressionException(
          "'%s' is missing before %s".formatted(sign, peek().said()), peek().at());
    }
  }

  private boolean take(String sign) {
    boolean is = peek().is(sign);
    next += is ? 1 : 0;
    return is;
  }

  private Token take() {
    Token token = peek();
    next += token.kind() == Kind.END ? 0 : 1;
    return token;
  }

  private Token peek() {
    return tokens.get(next);
  }
}
