package dev.stuckpod.cli.explore.expression;

/**
 * A piece of an expression.
 *
 * @param kind what it is
 * @param text of a string what it stands for, else as written
 * @param at the column where it begins
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SIGN,
    END
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
  }

  /** As a sentence names it. */
  String said() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
