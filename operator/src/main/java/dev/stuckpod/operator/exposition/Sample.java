package dev.stuckpod.operator.exposition;

import dev.stuckpod.text.Cut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One sample, as it stands in the page's buffer: nothing is made of it until it is asked for.
 * Labels are as they were written, with their escapes.
 */
public final class Sample {

  /** More labels than this, and a line is not read. */
  static final int MOST_LABELS = 64;

  /** Characters of a name or a text. */
  private static final int LONGEST = 512;

  private byte[] line = new byte[0];
  private int nameFrom;
  private int nameTo;
  private int labels;
  private final int[] spans = new int[4 * MOST_LABELS];
  private double value;
  private Kind kind = Kind.Gauge;

  Sample() {}

  void begin(byte[] buffer) {
    line = buffer;
    nameFrom = -1;
    nameTo = -1;
    labels = 0;
  }

  void name(int from, int to) {
    nameFrom = from;
    nameTo = to;
  }

  boolean hasName() {
    return nameFrom >= 0;
  }

  /** Adds a label, if there is room for it. */
  boolean label(int from, int to, int valueFrom, int valueTo) {
    if (labels == MOST_LABELS) {
      return false;
    }
    int at = 4 * labels++;
    spans[at] = from;
    spans[at + 1] = to;
    spans[at + 2] = valueFrom;
    spans[at + 3] = valueTo;
    return true;
  }

  void value(double number) {
    value = number;
  }

  void kind(Kind its) {
    kind = its;
  }

  byte[] line() {
    return line;
  }

  int nameFrom() {
    return nameFrom;
  }

  int nameTo() {
    return nameTo;
  }

  /** The number. */
  public double value() {
    return value;
  }

  /** What it is good for. */
  public Kind kind() {
    return kind;
  }

  /**
   * Tells series apart: the same name with the same labels, in whatever order, has the same. Others
   * have another one but by a chance of one in 2^64.
   */
  public long id() {
    long sum = mix(hash(nameFrom, nameTo));
    for (int i = 0; i < labels; i++) {
      int at = 4 * i;
      sum +=
          mix(
              hash(spans[at], spans[at + 1]) * 0x9E3779B97F4A7C15L
                  + hash(spans[at + 2], spans[at + 3]));
    }
    return sum;
  }

  /** The metric's name, as long as names are. */
  public String name() {
    return text(nameFrom, Math.min(nameTo, nameFrom + LONGEST));
  }

  /** Name and labels in one text, as long as there is room for, as a stranger has written it. */
  public String text() {
    var text = new StringBuilder(name());
    for (int i = 0; i < labels && text.length() < LONGEST; i++) {
      int at = 4 * i;
      text.append(i == 0 ? '{' : ',')
          .append(text(spans[at], Math.min(spans[at + 1], spans[at] + LONGEST)))
          .append("=\"")
          .append(text(spans[at + 2], Math.min(spans[at + 3], spans[at + 2] + LONGEST)))
          .append('"');
    }
    return Cut.marked(labels == 0 ? text.toString() : text.append('}').toString(), LONGEST);
  }

  /** Whether the metric's name is this one. */
  public boolean isNamed(byte[] name) {
    return Arrays.equals(line, nameFrom, nameTo, name, 0, name.length);
  }

  /**
   * Whether a label has a value.
   *
   * @param text the value as pages write it, with its escapes
   */
  public boolean hasLabel(byte[] name, byte[] text) {
    for (int i = 0; i < labels; i++) {
      int at = 4 * i;
      if (Arrays.equals(line, spans[at], spans[at + 1], name, 0, name.length)) {
        return Arrays.equals(line, spans[at + 2], spans[at + 3], text, 0, text.length);
      }
    }
    return false;
  }

  /** How many labels it has. */
  public int labels() {
    return labels;
  }

  /** Whether there is a label of that name. */
  public boolean hasLabel(byte[] name) {
    for (int i = 0; i < labels; i++) {
      if (Arrays.equals(line, spans[4 * i], spans[4 * i + 1], name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }

  private String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.UTF_8);
  }

  private long hash(int from, int to) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, whose weak high bits mix() mends
    for (int i = from; i < to; i++) {
      hash = (hash ^ line[i]) * 0x100000001B3L;
    }
    return hash;
  }

  private static long mix(long x) {
    x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
    x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
    return x ^ (x >>> 32);
  }
}
