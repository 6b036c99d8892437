package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the first line of a thread dump, with the JDK's version. */
final class HotSpotVersions {
  private static final Pattern VERSION = Pattern.compile("\\((\\d[^ )]*)");

  /** Up to JDK 8 the JVM has a version of its own: 25.412-b08 is that of 8u412. */
  private static final Pattern EIGHT = Pattern.compile("25\\.(\\d+)-b\\d+.*");

  private static final byte[] TITLE = Bytes.of("Full thread dump");

  private HotSpotVersions() {}

  /** Whether a dump begins with a line: some JVMs say no more than that, with a colon. */
  static boolean isTitle(byte[] b, int from, int to) {
    int end = from + TITLE.length;
    return Bytes.startsWith(b, from, to, TITLE) && (end == to || b[end] == ' ' || b[end] == ':');
  }

  /** Gives {@code 25.0.3+9-LTS} of {@code Full thread dump … (25.0.3+9-LTS mixed mode)}. */
  static @Nullable String of(String line) {
    Matcher m = VERSION.matcher(line);
    if (!m.find()) {
      return null;
    }
    Matcher eight = EIGHT.matcher(m.group(1));
    return eight.matches() ? "8u" + eight.group(1) : m.group(1);
  }
}
