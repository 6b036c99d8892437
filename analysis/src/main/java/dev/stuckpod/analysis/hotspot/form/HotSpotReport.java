package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Deadlock;
import dev.stuckpod.analysis.model.lock.LockRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own deadlock report after the threads. Without -l (SIGQUIT) it is the only place that
 * names owners of synchronizers; its circles count where the threads above do not show them, and
 * its stacks are repetitions.
 */
final class HotSpotReport {
  static final byte[] START = Bytes.of("Found one Java-level deadlock:");
  private static final int MOST = 200;
  private static final int MOST_CIRCLES = 20;
  private static final Pattern SYNCHRONIZER =
      Pattern.compile("waiting for ownable synchronizer (0x[0-9a-f]+), \\(a (.+)\\),?");
  private static final Pattern MONITOR =
      Pattern.compile(
          "waiting to lock (?:monitor |Monitor@)0x[0-9a-f]+"
              + " \\([oO]bject[ @](0x[0-9a-f]+), a (.+)\\),?");
  private static final Pattern HELD = Pattern.compile("which is held by (\".*\")");

  private final LockOwners owners = new LockOwners();
  private final List<Deadlock> deadlocks = new ArrayList<>();
  private final List<Deadlock.Link> links = new ArrayList<>();
  private String thread = "";
  private @Nullable LockRef wanted;
  private boolean owned;

  void line(byte[] b, int line, int to) {
    int from = Bytes.blanksEnd(b, line, to);
    if (Bytes.startsWith(b, from, to, START)) {
      endCircle();
    } else if (from < to && b[from] == '"') {
      int quote = Bytes.lastIndexOf(b, from + 1, to, '"');
      thread = quote < 0 ? "" : HotSpotHeader.name(Bytes.text(b, from, quote + 1));
    } else if (from < to && b[from] == 'w') {
      relation(Bytes.text(b, from, to).strip());
    }
  }

  private void relation(String line) {
    Matcher held = HELD.matcher(line);
    LockRef lock = wanted;
    if (lock != null && held.matches()) {
      String holder = HotSpotHeader.name(held.group(1));
      if (owned) {
        owners.add(lock, holder);
      }
      if (links.size() < MOST) {
        links.add(new Deadlock.Link(thread, lock, holder));
      }
    }
    Matcher synchronizer = SYNCHRONIZER.matcher(line);
    Matcher monitor = MONITOR.matcher(line);
    owned = synchronizer.matches();
    wanted = owned ? lock(synchronizer) : monitor.matches() ? lock(monitor) : null;
  }

  private static LockRef lock(Matcher m) {
    return HotSpotLocks.named(m.group(1), HotSpotLocks.dotted(m.group(2)));
  }

  /** Takes a circle that closes: of one that is cut nobody knows what else it says. */
  private void endCircle() {
    Set<String> threads = links.stream().map(Deadlock.Link::thread).collect(Collectors.toSet());
    boolean closed = links.stream().allMatch(l -> threads.contains(l.holder()));
    if (closed && links.size() > 1 && deadlocks.size() < MOST_CIRCLES) {
      deadlocks.add(new Deadlock(links));
    }
    links.clear();
  }

  LockOwners owners() {
    return owners;
  }

  /** Gives the circles when the report has ended. */
  List<Deadlock> deadlocks() {
    endCircle();
    return deadlocks;
  }
}
