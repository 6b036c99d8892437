package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Bytes;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what is kept of a dump by an estimate of its bytes on the heap, whatever the dump is made
 * of: few huge stacks or many small ones, names, ids, locks.
 */
public final class Budget {
  public static final int LONGEST_NAME = 2_000;
  private static final int STRING = 60;

  private long left;
  private final Map<String, String> names = new HashMap<>();

  public Budget(long bytes) {
    this.left = bytes;
  }

  public boolean isSpent() {
    return left <= 0;
  }

  /** Takes so many bytes; false when too few are left. */
  public boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Takes so many bytes, even if they are the last ones. */
  public void charge(long bytes) {
    left -= bytes;
  }

  /** Gives the name in a range; stacks share their names, so that each is kept once. */
  public String name(byte[] b, int from, int to) {
    return name(Bytes.text(b, from, Math.min(to, from + LONGEST_NAME)));
  }

  /** Gives the one String that is kept of a name. */
  public String name(String name) {
    String known = names.putIfAbsent(name, name);
    if (known != null) {
      return known;
    }
    charge(STRING + bytes(name));
    return name;
  }

  /** How many bytes the characters of a text take on the heap: two each, where any needs them. */
  public static long bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return 2L * text.length();
      }
    }
    return text.length();
  }

  /** The same without those that an estimate of something with a short name has in it. */
  public static long beyond(int few, String... texts) {
    long bytes = 0;
    for (String text : texts) {
      bytes += bytes(text);
    }
    return Math.max(0, bytes - few);
  }
}
