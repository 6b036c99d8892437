package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.LockRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own deadlock report after the threads. Without -l (SIGQUIT) it is the only place that
 * names owners of synchronizers; the rest of it repeats what the threads say.
 */
final class HotSpotReport {
  private static final byte[] INDENT = Bytes.of("  w");
  private static final Pattern WAITING =
      Pattern.compile("  waiting for ownable synchronizer (0x[0-9a-f]+), \\(a (.+)\\),?");
  private static final Pattern HELD = Pattern.compile("  which is held by (\".*\")");

  private final LockOwners owners = new LockOwners();
  private @Nullable LockRef wanted;

  void line(byte[] b, int from, int to) {
    if (!Bytes.startsWith(b, from, to, INDENT)) {
      return;
    }
    String line = Bytes.text(b, from, to);
    Matcher held = HELD.matcher(line);
    if (wanted != null && held.matches()) {
      String name = held.group(1) + " #";
      owners.add(wanted, id -> id.startsWith(name));
    }
    Matcher waiting = WAITING.matcher(line);
    wanted = waiting.matches() ? new LockRef(waiting.group(1), waiting.group(2)) : null;
  }

  LockOwners owners() {
    return owners;
  }
}
