package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.format.GroupTable.CohortKey;
import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Particulars;
import dev.stuckpod.analysis.model.lock.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One cohort while it grows. */
final class Members {
  private static final long[] NOBODY = {};

  int count;
  int minutes;
  int unmoved;
  final List<String> ids = new ArrayList<>(2);
  final List<Arguments> samples = new ArrayList<>(1);
  final List<String> still = new ArrayList<>(0);
  final List<Particulars> each = new ArrayList<>(0);

  /** Who has started the routines whose ids are kept; 0 where it is not printed. */
  private long[] starters = NOBODY;

  private @Nullable Peers peers;

  /**
   * Notes whom a routine waits for at a connection, if that is known.
   *
   * @param kept whether the routine may have to be told apart by its id
   */
  void waitsFor(String address, String id, boolean kept, Budget budget) {
    if (!address.isEmpty()) {
      Peers all = peers == null ? new Peers() : peers;
      peers = all;
      all.add(id, kept && budget.take(Weights.PEER), address);
    }
  }

  private List<Peer> peersBut(Collection<String> apart) {
    return peers == null ? List.of() : peers.without(apart);
  }

  /** Notes who has started the routine whose id was kept last. */
  void startedBy(long starter) {
    int last = ids.size() - 1;
    if (starters.length <= last) {
      starters = Arrays.copyOf(starters, Math.max(1, 2 * last));
    }
    starters[last] = starter;
  }

  /** Gives who has started some of those whose ids are kept. */
  private List<Long> starters(List<String> of) {
    if (starters.length == 0) {
      return List.of();
    }
    Map<String, Long> byId = new HashMap<>();
    for (int i = 0; i < Math.min(ids.size(), starters.length); i++) {
      byId.put(ids.get(i), starters[i]);
    }
    return of.stream().map(id -> byId.getOrDefault(id, 0L)).toList();
  }

  /** Gives what is printed of each of some of those whose ids are kept. */
  private List<Particulars> each(List<String> of) {
    if (each.isEmpty() || of.size() == ids.size()) {
      return each;
    }
    Map<String, Particulars> byId = new HashMap<>();
    for (int i = 0; i < Math.min(ids.size(), each.size()); i++) {
      byId.put(ids.get(i), each.get(i));
    }
    return of.stream().map(id -> byId.getOrDefault(id, Particulars.NONE)).toList();
  }

  /** One routine that is to be told apart from those that do the same. */
  record Single(String id, boolean still) {}

  /** Makes one cohort of those that do the same, and one of each single. */
  void build(CohortKey key, List<Single> singles, List<Cohort> to) {
    if (count == 1 || singles.isEmpty()) {
      to.add(cohort(key, count, minutes, ids, samples, still, unmoved, peersBut(List.of())));
      return;
    }
    Map<String, List<Arguments>> arguments = new HashMap<>();
    singles.forEach(single -> arguments.put(single.id(), List.of()));
    List<Arguments> others = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      List<Arguments> sample = List.of(samples.get(i));
      if (i >= ids.size() || arguments.replace(ids.get(i), sample) == null) {
        others.addAll(sample);
      }
    }
    int unmovedSingles = 0;
    for (Single single : singles) {
      List<String> id = List.of(single.id());
      List<String> unrun = single.still() ? id : List.of();
      List<Arguments> own = arguments.getOrDefault(single.id(), List.of());
      unmovedSingles += unrun.size();
      List<Peer> called = peers == null ? List.of() : peers.of(single.id());
      // how long it waits is not kept
      to.add(cohort(key, 1, 0, id, own, unrun, unrun.size(), called));
    }
    int rest = count - singles.size();
    if (rest > 0) {
      List<String> left = ids.stream().filter(id -> !arguments.containsKey(id)).toList();
      List<String> unrun = still.stream().filter(id -> !arguments.containsKey(id)).toList();
      List<Peer> called = peersBut(arguments.keySet());
      to.add(cohort(key, rest, minutes, left, others, unrun, unmoved - unmovedSingles, called));
    }
  }

  private Cohort cohort(
      CohortKey key,
      int count,
      int minutes,
      List<String> ids,
      List<Arguments> samples,
      List<String> still,
      int unmoved,
      List<Peer> called) {
    return new Cohort(
        count,
        minutes,
        ids,
        key.address(),
        samples,
        key.uses(),
        key.channels(),
        still,
        unmoved,
        starters(ids),
        each(ids),
        key.unreached(),
        called);
  }
}
