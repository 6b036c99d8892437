package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.IdleStacks;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.StackTrace;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.LockUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects routines into groups and cohorts, within the limits. */
public final class GroupTable {
  /**
   * What distinguishes routines of one group: what they wait for, the locks printed, and whether
   * nothing that is alive refers to the former.
   */
  public record CohortKey(
      long address, List<LockUse> uses, List<ChannelUse> channels, boolean unreached) {
    public CohortKey(long address, List<LockUse> uses) {
      this(address, uses, List.of(), false);
    }
  }

  private static final int SAMPLES = 8;
  private static final int MOST_STATES = 200;

  /** Ids that every group keeps, and every cohort: a report names them. */
  private static final int FEW = 20;

  /** One group while it grows. */
  public final class Entry {
    private final StackTrace stack;
    private final String state;
    private final int[] waitFrames;

    private int count;
    private int minutes;
    private final List<String> ids = new ArrayList<>(2);
    private final Map<CohortKey, Members> cohorts = new LinkedHashMap<>(2);
    private @Nullable Members last;
    private @Nullable CohortKey lastKey;

    Entry(StackTrace stack, String state, int... waitFrames) {
      this.stack = stack;
      this.state = state;
      this.waitFrames = waitFrames;
    }

    public StackTrace stack() {
      return stack;
    }

    /** Gives the frames whose first argument may be what a routine waits for, the best first. */
    public int[] waitFrames() {
      return waitFrames;
    }

    /** Whether another sample of arguments for this address would be kept. */
    public boolean wantsSample(long address) {
      Members m = find(new CohortKey(address, List.of()));
      return m == null || m.samples.size() < SAMPLES;
    }

    private @Nullable Members find(CohortKey key) {
      if (!key.equals(lastKey)) {
        last = cohorts.get(key);
        lastKey = key;
      }
      return last;
    }

    public void add(String id, CohortKey key, @Nullable Arguments arguments) {
      add(id, 1, key, arguments, false, 0, Particulars.NONE);
    }

    public void add(
        String id,
        int n,
        CohortKey key,
        @Nullable Arguments arguments,
        boolean still,
        long starter,
        Particulars printed) {
      count = (int) Math.min(Integer.MAX_VALUE, (long) count + n);
      minutes = Math.max(minutes, printed.minutes());
      keep(ids, id);
      if (ids.size() > FEW) {
        followed++;
      }
      Members m = find(key);
      if (m == null) {
        if (cohorts.size() >= limits.cohortsPerGroup()
            || !budget.take(Weights.of(key)) && !cohorts.isEmpty()) {
          crowded = true;
          return;
        }
        m = new Members();
        cohorts.put(key, m);
        last = m;
      }
      m.count = (int) Math.min(Integer.MAX_VALUE, (long) m.count + n);
      m.minutes = Math.max(m.minutes, printed.minutes());
      boolean kept = keep(m.ids, id);
      if (kept && limits.each()) {
        budget.charge(Weights.of(printed));
        m.each.add(printed);
      }
      if (kept && starter != 0 && budget.take(Weights.STARTER)) {
        m.startedBy(starter);
      }
      m.waitsFor(printed.peer(), id, kept, budget);
      if (still) {
        keep(m.still, id);
        m.unmoved = (int) Math.min(Integer.MAX_VALUE, (long) m.unmoved + n);
      }
      if (index != null && n == 1) {
        index.add(id, still, m);
      }
      if (arguments != null
          && m.samples.size() < SAMPLES
          && budget.take(Weights.of(arguments, stack.frames().size()))) {
        m.samples.add(arguments);
      }
    }

    private boolean keep(List<String> list, String id) {
      boolean kept =
          list.size() < limits.idsPerGroup()
              && (list.size() < FEW || followed < limits.followed())
              && !id.isEmpty()
              && (budget.take(Weights.of(id)) || list.isEmpty());
      return kept && list.add(id);
    }

    private Group build(Map<Members, List<Members.Single>> apart) {
      List<Cohort> built = new ArrayList<>();
      cohorts.forEach((k, m) -> m.build(k, apart.getOrDefault(m, List.of()), built));
      boolean idle = IdleStacks.isIdle(dialect, stack, state);
      return new Group(dialect, stack, state, count, minutes, ids, built, idle);
    }
  }

  private final Dialect dialect;
  private final Limits limits;
  private final Budget budget;
  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private final Map<String, int[]> states = new TreeMap<>();
  private int routines;
  private int beyond;
  private boolean crowded;
  private int followed;
  private @Nullable IdIndex<Members> index;

  public GroupTable(Dialect dialect, Limits limits) {
    this.dialect = dialect;
    this.limits = limits;
    this.budget = new Budget(limits.keptBytes());
  }

  /** What all that is kept is charged to, names of frames too. */
  public Budget budget() {
    return budget;
  }

  /** Whether no further group can be kept, so that its stack need not be made. */
  public boolean isFull() {
    return entries.size() >= limits.uniqueStacks() || budget.isSpent();
  }

  /** Whether every routine is in a group. */
  public boolean isWhole() {
    return beyond == 0;
  }

  /** Counts routines whose group is not kept. */
  public void countBeyond(int n) {
    beyond = (int) Math.min(Integer.MAX_VALUE, (long) beyond + n);
  }

  /** Counts a routine of the whole dump. */
  public void count(String state, int n) {
    routines = (int) Math.min(Integer.MAX_VALUE, (long) routines + n);
    int[] slot = states.get(state);
    if (slot == null && states.size() < MOST_STATES) {
      slot = new int[1];
      states.put(state, slot);
    }
    if (slot != null) {
      slot[0] = (int) Math.min(Integer.MAX_VALUE, (long) slot[0] + n);
    }
  }

  public int routines() {
    return routines;
  }

  public @Nullable Entry get(long hash) {
    return entries.get(hash);
  }

  /** Adds a group, while the table is not full. */
  public Entry create(long hash, StackTrace stack, String state, int... waitFrames) {
    budget.charge(Weights.of(stack, state));
    Entry entry = new Entry(stack, state, waitFrames);
    entries.put(hash, entry);
    return entry;
  }

  /** From now on routines can be told apart by their ids, as what follows names them. */
  public void index() {
    if (index == null) {
      index = new IdIndex<>();
    }
  }

  /** Makes a dump of what was collected, of a form that tells nothing beside the routines. */
  public Dump dump(@Nullable String version, boolean complete, List<String> problems) {
    return new Dump(
        dialect,
        version,
        groups(),
        routines(),
        states(),
        complete,
        problems,
        Map.of(),
        null,
        false,
        List.of());
  }

  /** Gives all groups, the largest first. */
  public List<Group> groups() {
    return groups(Set.of());
  }

  /**
   * Gives all groups, the largest first.
   *
   * @param apart ids of routines each of which is to be a cohort of its own, where they were {@link
   *     #index indexed}
   */
  public List<Group> groups(Set<String> apart) {
    Map<Members, List<Members.Single>> singles = new HashMap<>();
    if (index != null) {
      index.find(
          apart,
          (id, still, m) ->
              singles
                  .computeIfAbsent(m, _ -> new ArrayList<>(1))
                  .add(new Members.Single(id, still)));
    }
    return entries.values().stream()
        .map(entry -> entry.build(singles))
        .sorted(
            Comparator.comparingInt((Group g) -> -g.count())
                .thenComparing(g -> g.ids().isEmpty() ? "" : g.ids().getFirst()))
        .toList();
  }

  /** Gives the number of routines by state, the most frequent first. */
  public Map<String, Integer> states() {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    states.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> -e.getValue()[0]))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()[0]));
    return sorted;
  }

  /** Says which limits were hit. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (beyond > 0) {
      problems.add(
          beyond
              + " "
              + dialect.routines()
              + " have stacks beyond the first "
              + entries.size()
              + " kinds");
    }
    if (crowded) {
      problems.add("some groups wait for more different addresses than are kept");
    }
    return problems;
  }
}
