package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Base.Way;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Place;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names around a loop: what its body defined gets the name of the place that it lies in, so that
 * the next round does not confuse the two.
 */
public final class Renaming {

  private final long head;
  private final long tail;

  /** New names of bases, and how much to add. */
  private final Map<Base, Value> names = new HashMap<>();

  private Renaming(long head, long tail) {
    this.head = head;
    this.tail = tail;
  }

  /** Renames what a loop defined, from its tail back to its head. */
  public static void apply(State s, long head, long tail) {
    var renaming = new Renaming(head, tail);
    renaming.name(s);
    renaming.apply(s);
  }

  /** A loop's counter is not a constant. */
  public static void forgetCounters(State s, State before, long head) {
    for (int i = 0; i < State.REGISTERS; i++) {
      Value a = before.registers[i];
      Value b = s.registers[i];
      if (a != null && b != null && b.isConstant() && !a.equals(b)) {
        s.registers[i] = named(head, Place.register(i));
      }
    }
    forgetCounters(s.slots, before.slots, head, true);
    forgetCounters(s.bytes, before.bytes, head, false);
  }

  private static void forgetCounters(Cells now, Cells before, long head, boolean slots) {
    for (int i = 0; i < now.size(); i++) {
      int offset = now.offset(i);
      Value a = before.get(offset);
      Value b = now.value(i);
      if (a != null && b.isConstant() && !a.equals(b)) {
        now.put(offset, named(head, slots ? Place.slot(offset) : Place.byteAt(offset)));
      }
    }
  }

  private static Value named(long head, long place) {
    return new Value(new Base.Defined(Way.LOOP, head, place), 0);
  }

  private boolean isInside(Base.Defined d) {
    return d.pc() >= head && d.pc() <= tail;
  }

  private void name(State s) {
    for (int i = 0; i < State.REGISTERS; i++) {
      name(s.registers[i], Place.register(i));
    }
    for (int i = 0; i < s.slots.size(); i++) {
      name(s.slots.value(i), Place.slot(s.slots.offset(i)));
    }
    for (int i = 0; i < s.bytes.size(); i++) {
      name(s.bytes.value(i), Place.byteAt(s.bytes.offset(i)));
    }
  }

  private void name(@Nullable Value value, long place) {
    if (value != null && value.base() instanceof Base.Defined d && isInside(d)) {
      names.putIfAbsent(d, named(head, place).plus(-value.offset()));
    }
  }

  private void apply(State s) {
    for (int i = 0; i < State.REGISTERS; i++) {
      s.registers[i] = renamed(s.registers[i]);
    }
    s.slots.replaceAll(this::renamed);
    s.bytes.replaceAll(this::renamed);
    var told = new LinkedHashMap<>(s.told);
    s.told.clear();
    told.forEach(
        (test, answer) -> {
          Value value = renamed(test.value());
          if (value != null) {
            s.told.put(new Test(test.size(), value, test.condition(), test.against()), answer);
          }
        });
    var held = new LinkedHashMap<>(s.held);
    s.held.clear();
    for (Map.Entry<Lock, Range> e : held.entrySet()) {
      s.add(renamed(e.getKey()), e.getValue().least(), e.getValue().most());
    }
    s.flag = null;
  }

  private Lock renamed(Lock lock) {
    Value at = renamed(lock.at());
    Value second = renamed(lock.second());
    return (lock.at() != null && at == null) || (lock.second() != null && second == null)
        ? Lock.unknown(lock.kind())
        : new Lock(lock.kind(), at, second);
  }

  private @Nullable Value renamed(@Nullable Value value) {
    if (value == null) {
      return null;
    }
    return switch (value.base()) {
      case Base.Defined d -> {
        Value name = names.get(d);
        if (name != null) {
          yield name.plus(value.offset());
        }
        yield isInside(d) ? null : value;
      }
      case Base.Indexed x -> {
        Value array = renamed(new Value(x.array(), 0));
        Value index = renamed(x.index());
        yield array == null || index == null
            ? null
            : Value.indexed(array.base(), index, x.scale(), value.offset() + array.offset());
      }
      case Base.Tried t -> {
        Value lock = renamed(t.lock());
        yield lock == null ? null : new Value(new Base.Tried(t.kind(), lock), value.offset());
      }
      default -> value;
    };
  }
}
