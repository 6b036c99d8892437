package dev.stuckpod.cli.explore.expression;

/** What a part of an expression gives. */
enum Type {
  NUMBER("a number"),
  TEXT("a text"),
  TRUTH("true or false"),
  LIST("a list");

  private final String said;

  Type(String said) {
    this.said = said;
  }

  /** As a sentence names it. */
  String said() {
    return said;
  }
}
