package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Base.Way;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two ways into one place: what is true on both. Values that differ get a name of the place. */
public final class Merging {

  private final long pc;

  /** The places that have such a name. */
  private final Set<Long> joined = new HashSet<>();

  private boolean changed;

  /** Two ways meet at a pc. */
  public Merging(long pc) {
    this.pc = pc;
  }

  /** Whether some place has a name of its own. */
  public boolean hasNames() {
    return !joined.isEmpty();
  }

  /** Adds a way; true where that changed what is true on all. */
  public boolean merge(State all, State one) {
    changed = false;
    for (int i = 0; i < State.REGISTERS; i++) {
      Value a = all.registers[i];
      if (a != null && differs(a, one.registers[i], Place.register(i))) {
        all.registers[i] = name(Place.register(i));
      }
    }
    merge(all.slots, one.slots, true);
    merge(all.bytes, one.bytes, false);
    changed |= all.told.entrySet().removeIf(e -> !e.getValue().equals(one.told.get(e.getKey())));
    mergeHeld(all, one);
    if (all.pending != null && !all.pending.equals(one.pending)) {
      all.pending = null;
      changed = true;
    }
    if (all.flag != null && !all.flag.equals(one.flag)) {
      all.flag = null;
      changed = true;
    }
    return changed;
  }

  private void merge(Cells all, Cells one, boolean slots) {
    for (int i = 0; i < all.size(); i++) {
      int offset = all.offset(i);
      long place = slots ? Place.slot(offset) : Place.byteAt(offset);
      if (differs(all.value(i), one.get(offset), place)) {
        all.put(offset, name(place));
      }
    }
  }

  private void mergeHeld(State all, State one) {
    Set<Lock> locks = new LinkedHashSet<>(all.held.keySet());
    locks.addAll(one.held.keySet());
    for (Lock lock : locks) {
      Range before = all.held.getOrDefault(lock, Range.NONE);
      Range both = before.or(one.held.getOrDefault(lock, Range.NONE));
      changed |= !both.equals(before);
      all.held.put(lock, both);
    }
  }

  private boolean differs(Value a, @Nullable Value b, long place) {
    if (Objects.equals(a, b) || a.equals(name(place))) {
      return false;
    }
    joined.add(place);
    changed = true;
    return true;
  }

  private Value name(long place) {
    return new Value(new Base.Defined(Way.JOIN, pc, place), 0);
  }
}
