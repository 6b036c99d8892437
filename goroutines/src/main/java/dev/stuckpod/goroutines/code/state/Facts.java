package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.program.StackObjects;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Origins;
import dev.stuckpod.goroutines.code.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a function as a whole, on whatever way; it grows while the function is followed.
 */
public final class Facts {

  private static final int MOST = 4096;

  private final Origins origins;
  private final StackObjects objects;

  /** Variables whose address is taken: begin and end. */
  private final TreeMap<Long, Long> taken = new TreeMap<>();

  /** Offsets of fields that are written to, of whatever. */
  private final Set<Long> stores = new HashSet<>();

  /** What is written to objects that the function makes. */
  private final Map<Value, Value> heap = new HashMap<>();

  /** By where a call that defers returns to: what the closure has captured that is held there. */
  private final Map<Long, Set<Guard>> guards = new HashMap<>();

  /**
   * A captured lock.
   *
   * @param offset of the word of the closure with its address
   */
  public record Guard(int offset, Kind kind) {}

  /** Knows of a frame's objects only. */
  public Facts(StackObjects objects) {
    this(new Origins(), objects);
  }

  private Facts(Origins origins, StackObjects objects) {
    this.origins = origins;
    this.objects = objects;
  }

  /** Makes one that knows the same of values and variables, and goes its own way. */
  public Facts copy() {
    Facts copy = new Facts(origins.copy(), objects);
    copy.taken.putAll(taken);
    copy.stores.addAll(stores);
    copy.heap.putAll(heap);
    return copy;
  }

  /** Gives where values were loaded from. */
  public Origins origins() {
    return origins;
  }

  /** Whether the address of the variable at an offset of the frame is taken. */
  public boolean isTaken(long offset) {
    var entry = taken.floorEntry(offset);
    return entry != null && offset < entry.getValue();
  }

  /** Whether the function writes to fields at an offset. */
  public boolean writes(long offset) {
    return stores.contains(offset);
  }

  /** Whether an object that the tables tell of begins at an offset of the frame. */
  public boolean isObject(long offset) {
    int object = objects.holding(offset);
    return object >= 0 && objects.offset(object) == offset;
  }

  /** Gives the end of the variable that begins at an offset of the frame. */
  public long endOf(long offset) {
    int object = objects.holding(offset);
    return object < 0 ? (offset & -8) + 8 : objects.end(object);
  }

  /** Gives what closures have captured that is held where they are deferred. */
  public Set<Guard> guards(long site) {
    return guards.getOrDefault(site, Set.of());
  }

  /** Gives begin and end of variables whose address is taken. */
  public Map<Long, Long> taken() {
    return taken;
  }

  /** Notes that the address of the variable at an offset of the frame is taken. */
  public void take(long offset) {
    int object = objects.holding(offset);
    long start = object < 0 ? offset : objects.offset(object);
    taken.merge(start, endOf(offset), Math::max);
  }

  /** Notes that fields at an offset are written to. */
  public void store(long offset) {
    if (stores.size() < MOST) {
      stores.add(offset);
    }
  }

  /** Notes what is written to an address. */
  public void store(Value address, Value value) {
    if (heap.size() < MOST) {
      heap.put(address, value);
    }
  }

  /** Gives what is written to an address; null for nothing. */
  public @Nullable Value stored(Value address) {
    return heap.get(address);
  }

  /** Notes what a closure has captured that is held where it is deferred, on one more way. */
  public void guard(long site, Set<Guard> captured) {
    Set<Guard> before = guards.get(site);
    Set<Guard> both = new HashSet<>(captured);
    if (before != null) {
      both.retainAll(before);
    }
    guards.put(site, both);
  }

  /** Forgets what closures have captured. */
  public void forgetGuards() {
    guards.clear();
  }

  /** How much room this takes, about, in words. */
  public int weight() {
    return 8 * (origins.size() + heap.size() + stores.size() + taken.size() + guards.size());
  }
}
