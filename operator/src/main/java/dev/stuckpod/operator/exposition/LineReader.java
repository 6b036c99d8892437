package dev.stuckpod.operator.exposition;

/** Reads the lines of a page, one after the other; what a family is, is said before its samples. */
final class LineReader {

  /** What a line was. */
  enum Read {
    Sample,
    /** A comment, or nothing. */
    Nothing,
    Unreadable
  }

  private final Sample sample = new Sample();
  private final Family family = new Family();
  private final Numeral number = new Numeral();
  private byte[] line = new byte[0];
  private int at;
  private int end;
  private boolean ended;

  Sample sample() {
    return sample;
  }

  /** Whether the page has said that it ends here. */
  boolean ended() {
    return ended;
  }

  Read read(byte[] buffer, int from, int to) {
    line = buffer;
    at = from;
    end = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
    space();
    if (at == end) {
      return Read.Nothing;
    }
    if (line[at] == '#') {
      ended = family.comment(line, at, end);
      return Read.Nothing;
    }
    sample.begin(buffer);
    if (!series() || !value() || !rest()) {
      return Read.Unreadable;
    }
    sample.kind(family.kind(sample));
    return Read.Sample;
  }

  private boolean series() {
    int from = at;
    while (at < end && isName(line[at], at > from)) {
      at++;
    }
    if (at > from) {
      sample.name(from, at);
    }
    boolean apart = space();
    if (at < end && line[at] == '{') {
      at++;
      return labels() && sample.hasName();
    }
    return sample.hasName() && apart;
  }

  /** Behind the brace; a name with other characters stands among the labels, as a text alone. */
  private boolean labels() {
    while (true) {
      space();
      if (at < end && line[at] == '}') {
        at++;
        return true;
      }
      if (!label()) {
        return false;
      }
      space();
      if (at < end && line[at] == ',') {
        at++;
      } else if (at == end || line[at] != '}') {
        return false;
      }
    }
  }

  private boolean label() {
    int from = at;
    int to;
    boolean quoted = at < end && line[at] == '"';
    if (quoted) {
      from = at + 1;
      if (!text()) {
        return false;
      }
      to = at - 1;
    } else {
      while (at < end && isName(line[at], at > from)) {
        at++;
      }
      to = at;
      if (to == from) {
        return false;
      }
    }
    space();
    if (at == end || line[at] != '=') {
      boolean isName = quoted && !sample.hasName() && to > from;
      sample.name(from, to);
      return isName;
    }
    at++;
    space();
    int valueFrom = at + 1;
    return at < end && line[at] == '"' && text() && sample.label(from, to, valueFrom, at - 1);
  }

  /** Goes behind a text in quotes, at whose first quote it stands. */
  private boolean text() {
    for (at++; at < end; at++) {
      if (line[at] == '\\') {
        at++;
      } else if (line[at] == '"') {
        at++;
        return true;
      }
    }
    at = end;
    return false;
  }

  private boolean value() {
    space();
    int from = at;
    word();
    if (!number.read(line, from, at)) {
      return false;
    }
    sample.value(number.value());
    return true;
  }

  /** A time, which is passed over, and behind it or without it an example or another time. */
  private boolean rest() {
    space();
    if (at < end && line[at] != '#' && !isStart()) {
      int from = at;
      word();
      if (!number.read(line, from, at)) {
        return false;
      }
      space();
    }
    return at == end || line[at] == '#' || isStart();
  }

  /** {@code st@…}, the time since when a counter counts in OpenMetrics 2. */
  private boolean isStart() {
    return at + 3 < end && line[at] == 's' && line[at + 1] == 't' && line[at + 2] == '@';
  }

  private void word() {
    while (at < end && line[at] != ' ' && line[at] != '\t') {
      at++;
    }
  }

  private boolean space() {
    int from = at;
    while (at < end && (line[at] == ' ' || line[at] == '\t')) {
      at++;
    }
    return at > from;
  }

  private static boolean isName(byte c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == ':'
        || (inside && c >= '0' && c <= '9');
  }
}
