package dev.stuckpod.operator.promql;

/**
 * A word, a sign or a literal of a query.
 *
 * @param text what it says; of a string without quotes and escapes
 * @param at its place in the query, from 0
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    Name,
    /** A duration too, which Prometheus takes for a number of seconds. */
    Number,
    Text,
    /** With its brackets: {@code [5m]} or {@code [1h:5m]}. */
    Range,
    Sign,
    End
  }

  /** Whether it is this word; PromQL's own words may be written in capitals. */
  boolean isWord(String word) {
    return kind == Kind.Name && text.equalsIgnoreCase(word);
  }

  boolean isSign(String sign) {
    return kind == Kind.Sign && text.equals(sign);
  }

  /** Writes it in the one way that everything that speaks PromQL reads alike. */
  String written() {
    return kind == Kind.Text
        ? '"'
            + text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
            + '"'
        : text;
  }
}
