package dev.stuckpod.cli.explore.expression;

import dev.stuckpod.cli.explore.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Takes an expression into pieces. */
final class Lexer {
  private static final List<String> SIGNS =
      List.of(
          "&&", "||", "==", "!=", "<=", ">=", "=~", "!~", "<", ">", "!", "(", ")", "[", "]", ",",
          ".");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) throws ExpressionException {
    var lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private Token next() throws ExpressionException {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int from = at;
    if (at == text.length()) {
      return new Token(Kind.END, "", from);
    }
    char c = text.charAt(at);
    if (c == '\'' || c == '"' || c == '`') {
      return string(c);
    }
    if (Character.isDigit(c)) {
      return number();
    }
    if (Character.isLetter(c) || c == '_') {
      while (at < text.length() && isOfName(text.charAt(at))) {
        at++;
      }
      return new Token(Kind.NAME, text.substring(from, at), from);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        return new Token(Kind.SIGN, sign, from);
      }
    }
    throw new ExpressionException(
        c == '='
            ? "to compare, write == and not ="
            : c == '&' || c == '|'
                ? "write %c%c for what %s".formatted(c, c, c == '&' ? "must both be" : "may be")
                : "nothing here begins with " + c,
        from);
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** An address is a text: nobody counts with it. */
  private Token number() {
    int from = at;
    boolean address = text.startsWith("0x", at) || text.startsWith("0X", at);
    at += address ? 2 : 0;
    while (at < text.length()
        && (address
            ? Character.digit(text.charAt(at), 16) >= 0
            : Character.isDigit(text.charAt(at)))) {
      at++;
    }
    return new Token(address ? Kind.STRING : Kind.NUMBER, text.substring(from, at), from);
  }

  private Token string(char quote) throws ExpressionException {
    int from = at;
    var value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return new Token(Kind.STRING, value.toString(), from);
      }
      if (c == '\\' && quote != '`' && at + 1 < text.length()) {
        at++;
        c = unescaped(text.charAt(at));
      }
      value.append(c);
    }
    throw new ExpressionException("this text does not end: %c is missing".formatted(quote), from);
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> c;
    };
  }
}
