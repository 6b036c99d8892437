package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.flow.Effect;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.program.LockFunctions;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What calling a closure, or a method through an interface, does to locks of the process. */
final class Closures {

  /** A bound method: the receiver is in the word behind the code. */
  private static final String METHOD_VALUE = "-fm";

  private static final int DEEPEST = 3;
  private static final int FIRST_METHOD = 24;
  private static final int SECOND_METHOD = 32;

  private final Flow flow;
  private final Sight sight;

  /**
   * A closure.
   *
   * @param name of its function; empty where it has none
   */
  record Closure(String name, List<Change> changes) {
    static final Closure UNKNOWN = new Closure("", List.of());
  }

  Closures(Flow flow, Sight sight) {
    this.flow = flow;
    this.sight = sight;
  }

  /**
   * Tells what calling a closure does.
   *
   * @param argument its first, null where that is not known
   */
  Closure closure(long address, @Nullable Long argument) throws IOException, MalformedException {
    return closure(address, argument, 0);
  }

  private Closure closure(long address, @Nullable Long argument, int depth)
      throws IOException, MalformedException {
    Long code = sight.word(address);
    Function f = code == null ? null : flow.binary().at(code);
    if (code == null || f == null || f.entry() != code) {
      return Closure.UNKNOWN;
    }
    String name = f.name();
    if (name.endsWith(METHOD_VALUE)) {
      LockFunctions.Effect bound =
          LockFunctions.effect(name.substring(0, name.length() - METHOD_VALUE.length()));
      if (bound != null) {
        return new Closure(name, List.of(change(bound, sight.word(address + 8))));
      }
    }
    LockFunctions.Effect own = LockFunctions.effect(name);
    if (own != null) {
      return new Closure(name, argument == null ? List.of() : List.of(change(own, argument)));
    }
    Map<Integer, Long> registers = new HashMap<>();
    registers.put(Registers.DX, address);
    if (argument != null) {
      registers.put(Registers.AX, argument);
    }
    List<Change> changes = new ArrayList<>();
    for (Effect e : flow.summary(f)) {
      Long at = number(e.lock().at(), registers);
      Long second = number(e.lock().second(), registers);
      switch (e.lock().kind()) {
        case INTERFACE -> {
          if (at != null && second != null) {
            changes.addAll(locker(at, second, e.change()));
          }
        }
        case CLOSURE -> {
          if (at != null && depth < DEEPEST) {
            changes.addAll(closure(at, second, depth + 1).changes());
          }
        }
        default -> changes.add(new Change(e.lock().kind(), at, Known.LIVE, e.change()));
      }
    }
    return new Closure(name, changes);
  }

  private static Change change(LockFunctions.Effect effect, @Nullable Long lock) {
    return new Change(effect.kind(), lock, Known.LIVE, new Range(effect.change(), effect.change()));
  }

  /**
   * Tells what calls of an interface's first method, less those of its second, do: it may be a
   * sync.Locker, or any two methods of which one locks what the other unlocks.
   */
  List<Change> locker(long itab, long data, Range calls) throws IOException, MalformedException {
    Function first = function(itab + FIRST_METHOD);
    Function second = function(itab + SECOND_METHOD);
    if (first == null || second == null) {
      return List.of();
    }
    LockFunctions.Effect lock = LockFunctions.effect(first.name());
    LockFunctions.Effect unlock = LockFunctions.effect(second.name());
    if (lock != null && unlock != null) {
      return lock.change() == 1 && unlock.change() == -1
          ? List.of(new Change(lock.kind(), data, Known.LIVE, calls))
          : List.of();
    }
    Map<LockId, Integer> locks = exact(first, data);
    Map<LockId, Integer> unlocks = exact(second, data);
    List<Change> changes = new ArrayList<>();
    locks.forEach(
        (id, n) -> {
          if (n == 1 && unlocks.getOrDefault(id, 0) == -1) {
            changes.add(new Change(id.kind(), id.address(), Known.LIVE, calls));
          }
        });
    return changes;
  }

  private @Nullable Function function(long word) throws IOException, MalformedException {
    Long code = sight.word(word);
    Function f = code == null ? null : flow.binary().at(code);
    return code == null || f == null || f.entry() != code ? null : f;
  }

  private Map<LockId, Integer> exact(Function f, long receiver)
      throws IOException, MalformedException {
    Map<LockId, Integer> found = new HashMap<>();
    for (Effect e : flow.summary(f)) {
      Kind kind = e.lock().kind();
      Long at = number(e.lock().at(), Map.of(Registers.AX, receiver));
      if (at != null && !kind.isOpen() && e.change().least() == e.change().most()) {
        found.put(new LockId(kind, at), e.change().least());
      }
    }
    return found;
  }

  /** Gives the number that a value is, with registers at entry; null where it is not known. */
  private @Nullable Long number(@Nullable Value value, Map<Integer, Long> registers)
      throws IOException {
    if (value == null) {
      return null;
    }
    return switch (value.base()) {
      case Base.Constant _ -> value.offset();
      case Base.Entry e -> {
        Long register = registers.get(e.register());
        yield register == null ? null : register + value.offset();
      }
      case Base.Loaded l -> {
        Long from = number(l.from(), registers);
        Long word = from == null ? null : sight.word(from);
        yield word == null ? null : word + value.offset();
      }
      default -> null;
    };
  }
}
