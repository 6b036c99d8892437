package dev.stuckpod.goroutines.layout;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of the Go toolchain that built a program.
 *
 * @param text without what experiments add, such as {@code go1.26.8} or {@code devel go1.28-1f2e}
 * @param minor 26 in go1.26.8
 */
public record GoVersion(String text, int minor) {

  private static final Pattern FORM =
      Pattern.compile("(?:devel )?go1\\.(\\d{1,3})(?![0-9])[-.+0-9A-Za-z_]{0,60}");

  /** Reads a version as it is in a program; empty where it is none. */
  public static Optional<GoVersion> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.lookingAt()
        ? Optional.of(new GoVersion(form.group(), Integer.parseInt(form.group(1))))
        : Optional.empty();
  }
}
