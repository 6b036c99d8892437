package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.verdict.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program says itself of one of its locks.
 *
 * @param holders how often it is held, by {@code goid/mode}
 * @param missing how often by goroutines that no stack names
 */
record LockTruth(
    String name, long address, Map<String, Integer> holders, int missing, boolean waiters) {

  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"Scen\":\"([^\"]*)\",\"Lock\":\"([^\"]*)\",\"Kind\":\"[^\"]*\",\"addr\":(\\d+),"
              + "\"Holders\":\\{([^}]*)},\"Missing\":(\\d+),\"Waiters\":(true|false)}");
  private static final Pattern HOLDER = Pattern.compile("\"(\\d+/[MRWD])\":(\\d+)");

  /** Reads a line; null where it is another one. */
  static @Nullable LockTruth of(String line) {
    Matcher m = LINE.matcher(line);
    if (!m.find()) {
      return null;
    }
    Map<String, Integer> holders = new HashMap<>();
    Matcher holder = HOLDER.matcher(m.group(4));
    while (holder.find()) {
      holders.put(holder.group(1), Integer.parseInt(holder.group(2)));
    }
    return new LockTruth(
        m.group(1) + "/" + m.group(2),
        Long.parseLong(m.group(3)),
        holders,
        Integer.parseInt(m.group(5)),
        m.group(6).equals("true"));
  }

  /** Whether all who hold it are among some goroutines. */
  private boolean mayBe(Set<String> some) {
    return holders.keySet().stream()
        .allMatch(holder -> some.contains(holder.substring(0, holder.indexOf('/'))));
  }

  /** Tells how right a claim is. */
  String compare(@Nullable Held claim) {
    Map<String, Integer> said = claim == null ? Map.of() : claim.times();
    int absent = claim == null ? 0 : claim.missing();
    Map<String, Level> levels = new HashMap<>();
    if (claim != null) {
      claim
          .levels()
          .forEach((key, level) -> levels.put(key, Level.valueOf(level.toUpperCase(Locale.ROOT))));
    }
    Level worst = null;
    for (var e : said.entrySet()) {
      Level level = levels.getOrDefault(e.getKey(), Level.SUSPECTED);
      if (e.getValue() > holders.getOrDefault(e.getKey(), 0)
          && (worst == null || level.compareTo(worst) > 0)) {
        worst = level;
      }
    }
    if (worst == null && claim != null && absent > missing && !mayBe(claim.untold())) {
      return "WRONG absent"; // who holds it is said to be gone
    }
    if (worst != null) {
      return "WRONG " + worst;
    }
    if (claim == null && !waiters && (!holders.isEmpty() || missing > 0)) {
      return "nobody waits";
    }
    if (holders.isEmpty()) {
      return missing == 0
          ? absent == 0 ? "free" : "WRONG orphan"
          : absent == missing ? "orphan" : "not named";
    }
    if (said.equals(holders) && absent == missing) {
      return levels.values().stream().min(Level::compareTo).orElse(Level.SUSPECTED).toString();
    }
    return said.isEmpty() ? "not named" : "part";
  }
}
