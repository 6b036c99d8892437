package dev.stuckpod.operator.loadtest.openmetrics;

import java.util.Optional;

/**
 * Names of metrics and labels, as OpenMetrics 1.0 has them. Others are escaped as Prometheus does
 * it for those who do not know them ({@code escaping=values}): nothing is lost by it, and no two
 * become one.
 *
 * <p>Source: prometheus.io/docs/instrumenting/escaping_schemes.
 */
final class Names {

  /** Characters, escaped; one that is as long was cut when it was read. */
  private static final int LONGEST = 512;

  private static final String ESCAPED = "U__";

  private Names() {}

  /** A metric's; empty where it would be too long. */
  static Optional<String> metric(String name) {
    return of(name, true);
  }

  /** A label's. */
  static Optional<String> label(String name) {
    return of(name, false);
  }

  private static Optional<String> of(String name, boolean colon) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String escaped = isPlain(name, colon) ? name : ESCAPED + escape(name, colon);
    return escaped.length() < LONGEST ? Optional.of(escaped) : Optional.empty();
  }

  /** Whether it is one as it is, and nobody takes it for one that is escaped. */
  private static boolean isPlain(String name, boolean colon) {
    return !name.startsWith(ESCAPED)
        && !isDigit(name.codePointAt(0))
        && name.codePoints().allMatch(c -> c == '_' || isPlain(c, colon));
  }

  private static String escape(String name, boolean colon) {
    var escaped = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c == '_') {
                escaped.append("__");
              } else if (isPlain(c, colon) && !(escaped.isEmpty() && isDigit(c))) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append('_').append(Integer.toHexString(c)).append('_');
              }
            });
    return escaped.toString();
  }

  private static boolean isPlain(int c, boolean colon) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || (colon && c == ':');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
