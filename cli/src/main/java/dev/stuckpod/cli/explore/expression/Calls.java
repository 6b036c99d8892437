package dev.stuckpod.cli.explore.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The functions of expressions. */
final class Calls {
  /** What can be called. */
  static final List<String> NAMES =
      List.of("contains", "startsWith", "endsWith", "matches", "lower", "upper", "size");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Calls() {}

  /**
   * Calls one.
   *
   * @param name of {@link #NAMES}
   */
  static Term call(String name, List<Term> given, int at) throws ExpressionException {
    int wanted = name.equals("lower") || name.equals("upper") || name.equals("size") ? 1 : 2;
    if (given.size() != wanted) {
      throw new ExpressionException(
          "%s takes %s".formatted(name, wanted == 1 ? "one text" : "two texts"), at);
    }
    for (Term term : given) {
      if (term.type() != Type.TEXT) {
        throw new ExpressionException(
            "%s wants a text here, and this is %s".formatted(name, term.type().said()), term.at());
      }
    }
    Term first = given.getFirst();
    return switch (name) {
      case "lower" -> first.map(Type.TEXT, text -> text(text).toLowerCase(Locale.ROOT));
      case "upper" -> first.map(Type.TEXT, text -> text(text).toUpperCase(Locale.ROOT));
      case "size" -> first.map(Type.NUMBER, text -> (long) text(text).length());
      case "contains" ->
          first.with(given.get(1), Type.TRUTH, (text, part) -> text(text).contains(text(part)));
      case "startsWith" ->
          first.with(given.get(1), Type.TRUTH, (text, part) -> text(text).startsWith(text(part)));
      case "endsWith" ->
          first.with(given.get(1), Type.TRUTH, (text, part) -> text(text).endsWith(text(part)));
      default -> matches(first, given.get(1));
    };
  }

  /** Whether a pattern is found anywhere in a text; it is read once. */
  static Term matches(Term text, Term pattern) throws ExpressionException {
    Object written = pattern.constant();
    if (written == null) {
      throw new ExpressionException("a pattern is a text in quotes", pattern.at());
    }
    try {
      Pattern read = Pattern.compile(text(written), Pattern.MULTILINE);
      return text.map(Type.TRUTH, t -> read.matcher(text(t)).find());
    } catch (PatternSyntaxException wrong) {
      throw new ExpressionException(
          "this is no pattern: " + wrong.getDescription(), pattern.at() + 1);
    }
  }

  /** Gives the value of a label; unknown where there is none. */
  static Term label(Term labels, String key, int at) {
    // Go 1.27 quotes only where it must
    Pattern pair =
        Pattern.compile(
            "[{,]\\s*(?:\"%1$s\"|%1$s)\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,}]*))"
                .formatted(Pattern.quote(key)));
    return new Term(
        Type.TEXT,
        labels.wide(),
        at,
        member -> {
          Object text = labels.of().apply(member);
          return text == null ? null : value(text(text), key, pair);
        });
  }

  private static @Nullable Object value(String labels, String key, Pattern pair) {
    if (labels.isEmpty()) {
      return null;
    }
    try {
      JsonNode value = JSON.readTree(labels).get(key);
      return value == null ? null : value.asText();
    } catch (IOException bare) {
      Matcher found = pair.matcher(labels);
      return !found.find() ? null : found.group(1) == null ? found.group(2) : found.group(1);
    }
  }

  private static String text(Object value) {
    return (String) value;
  }
}
