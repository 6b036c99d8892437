package dev.stuckpod.operator.loadtest.openmetrics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The labels of a series, by name, their values as they are meant. Read from the text that is
 * remembered of it: {@code name{label="value",other="value"}}, with escapes as they were written.
 */
final class Labels {

  /** What a decoder writes for bytes that are no UTF-8: nobody knows any more what it was. */
  private static final char UNREADABLE = '\uFFFD';

  /** Bytes of a value with its quote; one that is longer may have been cut when it was read. */
  private static final int LONGEST = 508;

  private final String text;
  private final Map<String, String> all = new TreeMap<>();
  private int at;

  private Labels(String text) {
    this.text = text;
  }

  /** Where the name in such a text ends. */
  static int nameEnd(String text) {
    int brace = text.indexOf('{');
    return brace < 0 ? text.length() : brace;
  }

  /**
   * Reads them.
   *
   * @return empty where the text is cut, ambiguous, or not fit to be written
   */
  static Optional<Map<String, String>> of(String text) {
    var labels = new Labels(text);
    labels.at = nameEnd(text);
    return text.indexOf(UNREADABLE) < 0 && labels.read()
        ? Optional.of(labels.all)
        : Optional.empty();
  }

  private boolean read() {
    if (at == text.length()) {
      return true;
    }
    do {
      at++;
      if (!label()) {
        return false;
      }
    } while (at < text.length() && text.charAt(at) == ',');
    return at == text.length() - 1 && text.charAt(at) == '}';
  }

  private boolean label() {
    int equals = text.indexOf("=\"", at);
    if (equals < 0) {
      return false;
    }
    String name = text.substring(at, equals);
    at = equals + 2;
    var value = new StringBuilder();
    int from = at;
    if (name.startsWith("__") || !value(value)) {
      return false; // such names are Prometheus' own, __name__ first of all
    }
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      return false;
    }
    if (text.substring(from, at).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      return false;
    }
    Optional<String> known = Names.label(name);
    // one without a value is none to Prometheus
    return known.isPresent()
        && (value.isEmpty() || all.putIfAbsent(known.get(), value.toString()) == null);
  }

  /** Goes behind the quote that ends it; false where there is none. */
  private boolean value(StringBuilder value) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = at < text.length() ? text.charAt(at++) : '"';
      switch (escaped) {
        case 'n' -> value.append('\n');
        case '\\', '"' -> value.append(escaped);
        default -> value.append('\\').append(escaped);
      }
    }
    return false;
  }

  /** Adds one of ours: the app's own of that name is called {@code exported_…}, as elsewhere. */
  static void put(Map<String, String> labels, String name, String value) {
    String theirs = labels.put(name, value);
    if (theirs != null) {
      put(labels, "exported_" + name, theirs);
    }
  }

  /** Writes them, in braces. */
  static void write(Map<String, String> labels, StringBuilder out) {
    char before = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.append(before).append(label.getKey()).append("=\"");
      for (int i = 0; i < label.getValue().length(); i++) {
        char c = label.getValue().charAt(i);
        switch (c) {
          case '\n' -> out.append("\\n");
          case '\\', '"' -> out.append('\\').append(c);
          default -> out.append(c);
        }
      }
      out.append('"');
      before = ',';
    }
    out.append('}');
  }
}
