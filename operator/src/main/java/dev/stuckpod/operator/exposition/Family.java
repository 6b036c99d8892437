package dev.stuckpod.operator.exposition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The family that a page speaks of, as its last TYPE line has named it. */
final class Family {

  /** Bytes of a TYPE line. */
  private static final int LONGEST = 1024;

  private static final byte[] TYPE = bytes("TYPE");
  private static final byte[] EOF = bytes("EOF");
  private static final byte[] EMPTY = new byte[0];
  private static final byte[] LE = bytes("le");
  private static final byte[] QUANTILE = bytes("quantile");
  private static final byte[] TOTAL = bytes("_total");
  private static final byte[] COUNT = bytes("_count");
  private static final byte[] GCOUNT = bytes("_gcount");

  /** Endings of what is set aside, whether its type is said or not. */
  private static final byte[][] ASIDE = {
    bytes("_bucket"), bytes("_created"), bytes("_sum"), bytes("_gsum"), bytes("_info")
  };

  private enum Type {
    Counter,
    Gauge,
    /** Histogram and summary. */
    Spread,
    /** A histogram that may shrink. */
    GaugeSpread,
    Aside,
    Unknown
  }

  private byte[] name = EMPTY;
  private Type type = Type.Unknown;

  /**
   * Reads a comment.
   *
   * @return whether the page says that it ends here
   */
  boolean comment(byte[] line, int from, int to) {
    int word = skip(line, from + 1, to);
    if (startsWith(line, word, to, TYPE)) {
      int rest = skip(line, word + TYPE.length, to);
      if (rest > word + TYPE.length) {
        int most = Math.min(to, rest + LONGEST);
        declare(new String(line, rest, most - rest, StandardCharsets.UTF_8).strip());
      }
    }
    return word > from + 1 && is(line, word, to, EOF);
  }

  private void declare(String declared) {
    int space = Math.max(declared.lastIndexOf(' '), declared.lastIndexOf('\t'));
    if (space < 0) {
      return;
    }
    String family = declared.substring(0, space).strip();
    if (family.length() > 1 && family.startsWith("\"") && family.endsWith("\"")) {
      family = family.substring(1, family.length() - 1);
    }
    name = bytes(family);
    type =
        switch (declared.substring(space + 1).toLowerCase(Locale.ROOT)) {
          case "counter" -> Type.Counter;
          case "gauge" -> Type.Gauge;
          case "histogram", "summary" -> Type.Spread;
          case "gaugehistogram" -> Type.GaugeSpread;
          case "info", "stateset" -> Type.Aside;
          default -> Type.Unknown;
        };
  }

  /** What a sample is good for; where its family is not the one that was named, by its ending. */
  Kind kind(Sample sample) {
    byte[] line = sample.line();
    int from = sample.nameFrom();
    int to = sample.nameTo();
    boolean own = name.length > 0 && startsWith(line, from, to, name);
    int rest = from + name.length;
    if (own && is(line, rest, to, EMPTY)) {
      return switch (type) {
        case Counter -> Kind.Counter;
        case Gauge -> Kind.Gauge;
        case Spread, GaugeSpread, Aside -> Kind.Aside;
        case Unknown -> byEnding(sample);
      };
    }
    if (own && type == Type.Spread && is(line, rest, to, COUNT)) {
      return Kind.Counter;
    }
    if (own && type == Type.GaugeSpread) {
      return is(line, rest, to, GCOUNT) ? Kind.Gauge : Kind.Aside;
    }
    return own && type == Type.Aside ? Kind.Aside : byEnding(sample);
  }

  private static Kind byEnding(Sample sample) {
    if (sample.hasLabel(LE) || sample.hasLabel(QUANTILE)) {
      return Kind.Aside;
    }
    for (byte[] ending : ASIDE) {
      if (ends(sample, ending)) {
        return Kind.Aside;
      }
    }
    return ends(sample, TOTAL) || ends(sample, COUNT) ? Kind.Counter : Kind.Gauge;
  }

  private static boolean ends(Sample sample, byte[] ending) {
    int from = sample.nameTo() - ending.length;
    return from > sample.nameFrom() && is(sample.line(), from, sample.nameTo(), ending);
  }

  private static boolean is(byte[] line, int from, int to, byte[] word) {
    return Arrays.equals(line, from, to, word, 0, word.length);
  }

  private static boolean startsWith(byte[] line, int from, int to, byte[] word) {
    return to - from >= word.length && is(line, from, from + word.length, word);
  }

  private static int skip(byte[] line, int from, int to) {
    int at = from;
    while (at < to && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
