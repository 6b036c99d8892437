package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.memory.Metered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds one lock, as a dump says it.
 *
 * @param times how often, by {@code goid/mode}
 * @param levels how sure that is
 * @param missing how often by goroutines that no stack names
 * @param untold goroutines which may be those
 */
record Held(
    Map<String, Integer> times, Map<String, String> levels, int missing, Set<String> untold) {

  private static final Pattern LOCK = Pattern.compile("# \\w+ 0x([0-9a-f]+): .*");
  private static final Pattern HOLDER =
      Pattern.compile(
          "#   (held|to be done) by (\\d+)(?:, to (read|write))?(?:, (\\d+) times)?:"
              + " (proven|strong|suspected)(?:, locked in \\S.* at \\S+:\\d+)?,"
              + " (?:(?:unlock|Done) (?:deferred|ahead)|no (?:unlock|Done) seen)");
  private static final Pattern MISSING =
      Pattern.compile(
          "#   (?:held|to be done) by (\\d+) more(?:, to (?:read|write))?, on no stack"
              + "(?:: returned without unlocking, or ended)?(?:; or one of([ 0-9]+)"
              + "(?: \\.\\.\\.)?, who hold what cannot be told)?"
              + "(?:; \\d+ goroutines could not be read)?");
  private static final Pattern NOBODY =
      Pattern.compile("#   held by nobody who can be named(?:, to (?:read|write))?: \\w.*");

  /** Reads the locks of a program, by their addresses. */
  static Map<Long, Held> of(Memory memory, Program program) throws Exception {
    var out = new ByteArrayOutputStream();
    new Reader(new Reader.Identity("1", 1), new Metered(memory), program, () -> false)
        .dump(out, Options.once());
    return of(out.toString(StandardCharsets.UTF_8));
  }

  /** Reads the lines of a dump. */
  static Map<Long, Held> of(String dump) throws IOException {
    Map<Long, Held> locks = new TreeMap<>();
    Held last = null;
    long address = 0;
    for (String line : dump.lines().toList()) {
      Matcher lock = LOCK.matcher(line);
      Matcher holder = HOLDER.matcher(line);
      Matcher missing = MISSING.matcher(line);
      if (lock.matches()) {
        last = new Held(new HashMap<>(), new HashMap<>(), 0, Set.of());
        address = Long.parseUnsignedLong(lock.group(1), 16);
        locks.put(address, last);
      } else if (last != null && holder.matches()) {
        String times = holder.group(4);
        String key = holder.group(2) + "/" + mode(holder.group(1), holder.group(3));
        last.times.merge(key, times == null ? 1 : Integer.parseInt(times), Integer::sum);
        last.levels.put(key, holder.group(5));
      } else if (last != null && missing.matches()) {
        String untold = missing.group(2);
        last =
            new Held(
                last.times,
                last.levels,
                Integer.parseInt(missing.group(1)),
                untold == null ? Set.of() : Set.of(untold.strip().split(" ")));
        locks.put(address, last);
      } else if (line.startsWith("#   ") && !NOBODY.matcher(line).matches()) {
        throw new IOException("a line of another form: " + line);
      }
    }
    return locks;
  }

  private static String mode(String held, String mode) {
    return held.equals("held") ? mode == null ? "M" : mode.equals("read") ? "R" : "W" : "D";
  }
}
