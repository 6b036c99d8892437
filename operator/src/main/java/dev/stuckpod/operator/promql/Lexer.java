package dev.stuckpod.operator.promql;

import dev.stuckpod.operator.promql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a query into its tokens. Comments are left out. */
final class Lexer {

  private static final String DIGITS = "[0-9](?:_?[0-9])*+";
  private static final String NUMBER =
      "(?:0[xX][0-9a-fA-F]++"
          + "|(?:[0-9]++(?:ms|[smhdwy]))++"
          + "|(?:%s(?:\\.(?:%s)?)?|\\.%s)(?:[eE][+-]?[0-9]++)?)(?![a-zA-Z0-9_.])"
              .formatted(DIGITS, DIGITS, DIGITS);

  private static final Pattern NOTHING = Pattern.compile("(?:[ \t\r\n]++|#[^\r\n]*+)*+");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+");
  private static final Pattern LITERAL = Pattern.compile(NUMBER);
  private static final Pattern RANGE =
      Pattern.compile("\\[\\s*+%s\\s*+(?::\\s*+(?:%s\\s*+)?)?]".formatted(NUMBER, NUMBER));
  private static final Pattern SIGN = Pattern.compile("==|!=|<=|>=|=~|!~|[-+*/%^<>=(){},@]");

  private final String query;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String query) {
    this.query = query;
  }

  /** Divides a query; the last token is its end. */
  static List<Token> tokens(String query) throws NotUnderstood {
    var lexer = new Lexer(query);
    while (lexer.one()) {}
    return lexer.tokens;
  }

  private boolean one() throws NotUnderstood {
    at = query.length() - rest(NOTHING).length();
    if (at == query.length()) {
      tokens.add(new Token(Kind.End, "the end", at));
      return false;
    }
    char first = query.charAt(at);
    if (first == '"' || first == '\'' || first == '`') {
      var text = new QuotedText(query, at);
      tokens.add(new Token(Kind.Text, text.value(), at));
      at = text.end();
      return true;
    }
    if (take(NAME, Kind.Name)
        || take(LITERAL, Kind.Number)
        || take(RANGE, Kind.Range)
        || take(SIGN, Kind.Sign)) {
      return true;
    }
    throw new NotUnderstood(
        "%s at character %d is not understood".formatted(shown(query, at), at + 1));
  }

  private String rest(Pattern passed) {
    return query.substring(at + matched(passed).length());
  }

  private boolean take(Pattern pattern, Kind kind) {
    String text = matched(pattern);
    if (text.isEmpty()) {
      return false;
    }
    tokens.add(new Token(kind, kind == Kind.Range ? text.replaceAll("\\s", "") : text, at));
    at += text.length();
    return true;
  }

  private String matched(Pattern pattern) {
    Matcher matcher = pattern.matcher(query).region(at, query.length());
    return matcher.lookingAt() ? matcher.group() : "";
  }

  /** A few characters, so that a person finds the place. */
  private static String shown(String query, int at) {
    return query.substring(at, Math.min(at + 12, query.length())).strip();
  }
}
