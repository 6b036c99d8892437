package dev.stuckpod.analysis.hotspot.join;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which lock of the file, named by its hash, is which of Thread.print, named by its address: told
 * by threads that stand at the same place in both and use but one lock of a class in one way there.
 */
final class Names {
  private final Map<LockRef, LockRef> addresses = new TreeMap<>();
  private final Set<LockRef> named = new HashSet<>();
  private final Set<LockRef> unclear = new HashSet<>();

  /** Where a lock is used, by all that both dumps print of it. */
  private record Use(How how, String function, int line, String type) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      int order = how.compareTo(other.how);
      order = order != 0 ? order : function.compareTo(other.function);
      order = order != 0 ? order : Integer.compare(line, other.line);
      return order != 0 ? order : type.compareTo(other.type);
    }
  }

  /** Learns from one thread that stands at the same place in both dumps. */
  void learn(Sighting printed, Sighting filed) {
    Map<Use, LockUse> known = single(printed);
    single(filed)
        .forEach(
            (use, lock) -> {
              LockUse same = known.get(use);
              if (same != null) {
                put(lock.lock(), same.lock());
              }
            });
  }

  private void put(LockRef hash, LockRef address) {
    LockRef before = addresses.putIfAbsent(hash, address);
    if (before != null && !before.equals(address)) {
      unclear.add(hash);
    }
    named.add(address);
  }

  /** Gives those uses that no other lock shares. */
  private static Map<Use, LockUse> single(Sighting sighting) {
    List<Frame> frames = sighting.group().stack().frames();
    Map<Use, LockUse> single = new TreeMap<>();
    Set<Use> several = new HashSet<>();
    for (LockUse use : sighting.cohort().uses()) {
      if (use.frame() >= 0 && use.frame() < frames.size() && !use.lock().address().isEmpty()) {
        Frame at = frames.get(use.frame());
        Use key = new Use(use.how(), at.function(), at.line(), use.lock().type());
        LockUse before = single.putIfAbsent(key, use);
        if (before != null && !before.lock().equals(use.lock())) {
          several.add(key);
        }
      }
    }
    single.keySet().removeAll(several);
    return single;
  }

  /** Gives the address of a lock of the file; null when it is not told. */
  @Nullable LockRef address(LockRef hash) {
    return unclear.contains(hash) ? null : addresses.get(hash);
  }

  /** Whether an address is told to be that of a lock of the file. */
  boolean isNamed(LockRef address) {
    return named.contains(address);
  }

  /** Gives a thread of the file with the addresses of its locks, as far as they are told. */
  Cohort renamed(Cohort cohort) {
    return cohort.withUses(
        cohort.uses().stream()
            .map(
                u -> {
                  LockRef address = address(u.lock());
                  return address == null ? u : new LockUse(address, u.how(), u.frame());
                })
            .toList());
  }
}
