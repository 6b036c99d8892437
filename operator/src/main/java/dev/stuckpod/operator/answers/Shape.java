package dev.stuckpod.operator.answers;

import java.util.Map;

/** What is taken of a JSON value. */
final class Shape {

  private static final int UNBOUNDED = Integer.MAX_VALUE;

  /** A value that is taken as it is, whatever it is. */
  static final Shape ALL = new Shape(UNBOUNDED, UNBOUNDED);

  /** A value of which nothing is taken. */
  static final Shape NOTHING = new Shape(0, 0);

  private final Map<String, Shape> fields;
  private final Shape others;
  private final int most;
  private final int longest;

  private Shape(int most, int longest) {
    this.fields = Map.of();
    this.others = this;
    this.most = most;
    this.longest = longest;
  }

  private Shape(Map<String, Shape> fields, Shape others, int most) {
    this.fields = fields;
    this.others = others;
    this.most = most;
    this.longest = UNBOUNDED;
  }

  /** An object, or a list of objects, with these fields. */
  static Shape only(Map<String, Shape> fields) {
    return new Shape(fields, NOTHING, UNBOUNDED);
  }

  /** One with all fields, of which these are taken as they say. */
  static Shape allBut(Map<String, Shape> fields) {
    return new Shape(fields, ALL, UNBOUNDED);
  }

  /** A text, or a map or list of so many texts; they are cut to so many characters. */
  static Shape texts(int most, int longest) {
    return new Shape(most, longest);
  }

  /** A list of so many of these objects. */
  Shape atMost(int elements) {
    return new Shape(fields, others, elements);
  }

  /** What is taken of a field. */
  Shape of(String field) {
    return fields.getOrDefault(field, others);
  }

  /** How many fields of an object, or elements of a list, are taken. */
  int most() {
    return most;
  }

  /** How many characters of a text are taken. */
  int longest() {
    return longest;
  }
}
