package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.LockRef;
import dev.stuckpod.analysis.model.LockUse;
import dev.stuckpod.analysis.model.LockUse.How;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own deadlock report after the threads. Without -l (SIGQUIT) it is the only place that
 * names owners of synchronizers; the rest of it repeats what the threads say.
 */
final class HotSpotReport {
  private static final int MOST = 1_000;
  private static final byte[] INDENT = Bytes.of("  w");
  private static final Pattern WAITING =
      Pattern.compile("  waiting for ownable synchronizer (0x[0-9a-f]+), \\(a (.+)\\),?");
  private static final Pattern HELD = Pattern.compile("  which is held by (\".*\")");

  private final Map<LockRef, String> owners = new LinkedHashMap<>();
  private @Nullable LockRef wanted;

  void line(byte[] b, int from, int to) {
    if (!Bytes.startsWith(b, from, to, INDENT) || owners.size() >= MOST) {
      return;
    }
    String line = Bytes.text(b, from, to);
    Matcher held = HELD.matcher(line);
    if (wanted != null && held.matches()) {
      owners.put(wanted, held.group(1));
    }
    Matcher waiting = WAITING.matcher(line);
    wanted = waiting.matches() ? new LockRef(waiting.group(1), waiting.group(2)) : null;
  }

  /** Adds the owners to the threads; a name that several threads have says nothing. */
  List<Group> complete(List<Group> groups) {
    List<Group> completed = groups;
    for (Map.Entry<LockRef, String> owner : owners.entrySet()) {
      LockUse owns = new LockUse(owner.getKey(), How.OWNS, -1);
      List<Cohort> named =
          completed.stream()
              .flatMap(g -> g.cohorts().stream())
              .filter(c -> c.ids().stream().anyMatch(i -> i.startsWith(owner.getValue() + " #")))
              .toList();
      if (named.size() == 1
          && named.getFirst().count() == 1
          && !named.getFirst().uses().contains(owns)) {
        completed = completed.stream().map(g -> with(g, named.getFirst(), owns)).toList();
      }
    }
    return completed;
  }

  private static Group with(Group g, Cohort owner, LockUse owns) {
    if (!g.cohorts().contains(owner)) {
      return g;
    }
    List<Cohort> cohorts =
        g.cohorts().stream().map(c -> c.equals(owner) ? with(c, owns) : c).toList();
    return new Group(g.stack(), g.state(), g.count(), g.waitMinutes(), g.ids(), cohorts, g.idle());
  }

  private static Cohort with(Cohort c, LockUse owns) {
    List<LockUse> uses = new ArrayList<>(c.uses());
    uses.add(owns);
    return new Cohort(c.count(), c.waitMinutes(), c.ids(), c.address(), c.samples(), uses);
  }
}
