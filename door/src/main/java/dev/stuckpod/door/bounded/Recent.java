package dev.stuckpod.door.bounded;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Maps and sets that forget the eldest, so that strangers who come with new names cannot fill the
 * memory. Not for several threads at once.
 */
public final class Recent {

  private static final float LOAD_FACTOR = 0.75f;
  private static final int CAPACITY = 16;

  private Recent() {}

  /** A map that forgets whom nobody has asked for the longest time. */
  public static <K, V> Map<K, V> used(int most) {
    return used(() -> most);
  }

  /** The same, for a number that changes. */
  public static <K, V> Map<K, V> used(IntSupplier most) {
    return new Forgetful<>(most, _ -> true, true);
  }

  /** A set that forgets whom nobody has added for the longest time, even again. */
  public static <E> Set<E> usedSet(int most) {
    return Collections.newSetFromMap(used(most));
  }

  /** A map that forgets what was put first. */
  public static <K, V> Map<K, V> put(int most) {
    return put(most, _ -> true);
  }

  /**
   * A map that forgets what was put first, once that may be forgotten; until then it may hold more.
   *
   * @param forgettable asked of the eldest alone, with each that is put
   */
  public static <K, V> Map<K, V> put(int most, Predicate<? super V> forgettable) {
    return new Forgetful<>(() -> most, forgettable, false);
  }

  /** A set that forgets whom it was given first. */
  public static <E> Set<E> putSet(int most) {
    return Collections.newSetFromMap(put(most));
  }

  private static final class Forgetful<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final transient IntSupplier most;
    private final transient Predicate<? super V> forgettable;

    Forgetful(IntSupplier most, Predicate<? super V> forgettable, boolean byUse) {
      super(CAPACITY, LOAD_FACTOR, byUse);
      this.most = most;
      this.forgettable = forgettable;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most.getAsInt() && forgettable.test(eldest.getValue());
    }
  }
}
