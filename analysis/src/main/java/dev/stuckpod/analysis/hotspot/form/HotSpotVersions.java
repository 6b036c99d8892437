package dev.stuckpod.analysis.hotspot.form;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JDK's version from the first line of a thread dump. */
final class HotSpotVersions {
  private static final Pattern VERSION = Pattern.compile("\\((\\d[^ )]*)");

  /** Up to JDK 8 the JVM has a version of its own: 25.412-b08 is that of 8u412. */
  private static final Pattern EIGHT = Pattern.compile("25\\.(\\d+)-b\\d+.*");

  private HotSpotVersions() {}

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
