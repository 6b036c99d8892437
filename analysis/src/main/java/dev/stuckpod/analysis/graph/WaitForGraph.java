package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.Unprinted;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who waits for what, and who holds it. */
public final class WaitForGraph {
  private final Dump dump;
  private final List<Resource> all;
  private final List<Resource> resources;
  private final List<Party> parties;
  private final Map<Party, Resource> waits = new HashMap<>();
  private final Map<Party, Waiter> waiters = new HashMap<>();
  private final List<Resource> locks;
  private final long frames;
  private final Unprinted unprinted;
  private final boolean listsOwners;
  private final boolean quiet;
  private @Nullable String silence;

  private WaitForGraph(Dump dump, List<Resource> resources, List<Party> parties) {
    this.dump = dump;
    this.all = List.copyOf(resources);
    this.resources = resources.stream().filter(Resource::examined).toList();
    this.parties = List.copyOf(parties);
    for (Resource resource : resources) {
      for (Waiter waiter : resource.waiters()) {
        if (waits.putIfAbsent(waiter.party(), resource) == null) {
          waiters.put(waiter.party(), waiter);
        }
      }
    }
    this.locks = this.resources.stream().filter(Resource::isLock).toList();
    this.frames = dump.groups().stream().mapToLong(g -> 1 + g.stack().frames().size()).sum();
    this.unprinted = dump.runtime().unprinted(dump);
    this.listsOwners =
        unprinted == Unprinted.NONE
            && parties.stream()
                .flatMap(p -> p.cohort().uses().stream())
                .anyMatch(use -> use.how() == How.OWNS);
    this.quiet =
        dump.asleep()
            || parties(g -> g.activity() == Activity.RUNS).isEmpty()
                && this.resources.stream().noneMatch(this::isFree);
  }

  /**
   * Builds the graph of a dump.
   *
   * @param waits what routines wait for, as the runtime that has printed the dump tells it
   */
  public static WaitForGraph of(Dump dump, Function<List<Party>, List<Resource>> waits) {
    Set<LockRef> wanted = WantedLocks.of(dump);
    Set<String> holders = WantedLocks.holders(dump);
    List<Party> parties =
        dump.groups().stream()
            .flatMap(
                g ->
                    (!g.idle() || WantedLocks.isHeldBy(g, wanted)
                            ? g.cohorts()
                            : WantedLocks.of(g, holders))
                        .stream().map(c -> new Party(g, c)))
            .toList();
    return new WaitForGraph(dump, waits.apply(parties), parties);
  }

  /** Gives the dump that this is the graph of; to go over its groups see {@link #groups}. */
  public Dump dump() {
    return dump;
  }

  /** Gives all groups of the dump. */
  public List<Group> groups() {
    Effort.step(frames);
    return dump.groups();
  }

  /**
   * Gives locks, channels and conditions with waiters, the most wanted first; of very many that the
   * same groups wait for in the same way, some.
   */
  public List<Resource> resources() {
    Effort.step(resources.size());
    return resources;
  }

  /** Gives all of them; go over them once, there may be one for each routine. */
  public List<Resource> all() {
    Effort.step(all.size());
    return all;
  }

  /** Gives all routines that are not known to be idle, or that hold a lock which others want. */
  public List<Party> parties() {
    Effort.step(parties.size());
    return parties;
  }

  /** Gives the routines whose group passes a test; each group is tested once. */
  public List<Party> parties(Predicate<Group> test) {
    Effort.step(frames + parties.size());
    IdentityHashMap<Group, Boolean> tested = new IdentityHashMap<>();
    return parties.stream().filter(p -> tested.computeIfAbsent(p.group(), test::test)).toList();
  }

  /** Whether no routine runs that could still change something; the one that dumps apart. */
  public boolean isQuiet() {
    return quiet;
  }

  /**
   * Says in a sentence that nothing runs, of a dump that {@link #isQuiet}: of a thread in a native
   * write it is not known.
   */
  public String silence() {
    String known = silence;
    if (known == null) {
      known = sayWhoRuns();
      silence = known;
    }
    return known;
  }

  private String sayWhoRuns() {
    Dialect runtime = dump.runtime();
    int writing =
        runtime.isSure(Activity.WRITES)
            ? 0
            : parties(g -> g.activity() == Activity.WRITES).stream()
                .mapToInt(p -> p.cohort().count())
                .sum();
    return writing == 0
        ? "no %s of the process runs".formatted(runtime.routine())
        : "no %s of the process is seen to run, but for %d in a native write, which may go on"
            .formatted(runtime.routine(), writing);
  }

  /**
   * Whether a lock is free, so that who waits for it has just been woken: a dump that lists owners
   * ({@code jstack -l}) has none for it.
   */
  public boolean isFree(Resource lock) {
    return listsOwners && lock.kind() == ResourceKind.REENTRANT_LOCK && lock.holders().isEmpty();
  }

  /** Whether a monitor without a holder has one all the same, whom the dump does not show. */
  public boolean hidesHolders() {
    return unprinted == Unprinted.ALL;
  }

  /** Gives the locks among the resources. */
  public List<Resource> locks() {
    Effort.step(locks.size());
    return locks;
  }

  /** Gives how a party waits for what it waits for; null when for nothing known. */
  public @Nullable Waiter waiter(Party party) {
    return waiters.get(party);
  }

  /** Gives what a party waits for; null when for nothing known. */
  public @Nullable Resource awaited(Party party) {
    return waits.get(party);
  }
}
