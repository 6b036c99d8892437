package dev.stuckpod.operator.promql;

/** Reads one quoted text of a query. */
final class QuotedText {

  private final StringBuilder value = new StringBuilder();
  private final int end;

  /**
   * Reads it.
   *
   * @param at where its first quote is
   */
  QuotedText(String query, int at) throws NotUnderstood {
    char quote = query.charAt(at);
    int next = at + 1;
    while (next < query.length() && query.charAt(next) != quote) {
      char one = query.charAt(next++);
      if (quote != '`' && one == '\\' && next < query.length()) {
        value.append(unescaped(query.charAt(next++), quote));
      } else if (Character.isISOControl(one) && !(quote == '`' && one == '\n') && one != '\t') {
        throw new NotUnderstood("a control character in the text at character " + (at + 1));
      } else {
        value.append(one);
      }
    }
    if (next >= query.length()) {
      throw new NotUnderstood("the text that begins at character %d has no end".formatted(at + 1));
    }
    end = next + 1;
  }

  private static char unescaped(char escaped, char quote) throws NotUnderstood {
    return switch (escaped) {
      case '\\' -> '\\';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> {
        if (escaped != quote) {
          throw new NotUnderstood("the escape \\%s in a text is not understood".formatted(escaped));
        }
        yield quote;
      }
    };
  }

  String value() {
    return value.toString();
  }

  /** The place behind its last quote. */
  int end() {
    return end;
  }
}
