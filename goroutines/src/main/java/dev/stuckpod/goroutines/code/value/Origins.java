package dev.stuckpod.goroutines.code.value;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the values of one function were loaded from. */
public final class Origins {

  private static final int DEEPEST = 6;

  private final Map<Base, Value> from;

  /** Knows of none. */
  public Origins() {
    this(new HashMap<>());
  }

  private Origins(Map<Base, Value> from) {
    this.from = from;
  }

  /** Makes one that knows the same, and goes its own way. */
  public Origins copy() {
    return new Origins(new HashMap<>(from));
  }

  /** Gives the address that a value was loaded from; null for others. */
  public @Nullable Value of(Base base) {
    return from.get(base);
  }

  /** Notes the address that a value was loaded from. */
  public void put(Base base, Value address) {
    from.put(base, address);
  }

  /** Tells how many are known. */
  public int size() {
    return from.size();
  }

  /** Whether a value depends on something that was defined. */
  public boolean depends(@Nullable Value value, Predicate<Base.Defined> on) {
    return value != null && depends(value.base(), on, 0);
  }

  private boolean depends(Base base, Predicate<Base.Defined> on, int seen) {
    return switch (base) {
      case Base.Indexed x -> depends(x.array(), on, seen) || depends(x.index().base(), on, seen);
      case Base.Tried t -> t.lock() != null && depends(t.lock().base(), on, seen);
      case Base.Defined d when on.test(d) -> true;
      case Base.Defined _, Base.Earlier _ -> {
        Value origin = from.get(base);
        yield origin != null && seen < DEEPEST && depends(origin.base(), on, seen + 1);
      }
      default -> false;
    };
  }

  /** Writes loads as what they load from, so that two loads of one field are equal. */
  public @Nullable Value canonical(@Nullable Value value) {
    return value == null ? null : canonical(value, 0);
  }

  private Value canonical(Value value, int depth) {
    Value origin = from.get(value.base());
    if (origin != null && depth < DEEPEST) {
      return new Value(new Base.Loaded(canonical(origin, depth + 1)), value.offset());
    }
    if (value.base() instanceof Base.Indexed x && depth < DEEPEST) {
      Value array = canonical(new Value(x.array(), 0), depth + 1);
      // the offset of an array is part of the whole
      return new Value(
          new Base.Indexed(array.base(), canonical(x.index(), depth + 1), x.scale()),
          value.offset() + array.offset());
    }
    return value;
  }
}
