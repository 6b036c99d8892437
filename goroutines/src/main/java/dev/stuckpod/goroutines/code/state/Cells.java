package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Value;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is known to lie at places of a frame, by offset: few, so they are kept in order. */
public final class Cells {

  private static final int MOST = 512;

  private int[] offsets;
  private @Nullable Value[] values;
  private int size;

  /** Knows of none. */
  public Cells() {
    offsets = new int[8];
    values = new Value[8];
  }

  private Cells(Cells other) {
    offsets = Arrays.copyOf(other.offsets, Math.max(other.size, 4));
    values = Arrays.copyOf(other.values, Math.max(other.size, 4));
    size = other.size;
  }

  /** Makes one that knows the same, and goes its own way. */
  public Cells copy() {
    return new Cells(this);
  }

  /** Tells how many there are. */
  public int size() {
    return size;
  }

  /** Gives an offset, by number. */
  public int offset(int i) {
    return offsets[i];
  }

  /** Gives a value, by number. */
  public Value value(int i) {
    Value value = values[i];
    if (value == null) {
      throw new IndexOutOfBoundsException(i);
    }
    return value;
  }

  /** Gives what lies at an offset; null where that is not known. */
  public @Nullable Value get(long offset) {
    int i = find(offset);
    return i < 0 ? null : values[i];
  }

  /**
   * Notes what lies at an offset; null forgets. More places than are kept are forgotten at once.
   */
  public void put(long offset, @Nullable Value value) {
    int i = find(offset);
    if (value == null) {
      if (i >= 0) {
        removeAt(i);
      }
    } else if (i >= 0) {
      values[i] = value;
    } else if (size < MOST && offset == (int) offset) {
      insert(-i - 1, (int) offset, value);
    }
  }

  /** Forgets what lies from an offset on, up to another, which is not included. */
  public void forget(long from, long to) {
    int first = find(from);
    int i = first < 0 ? -first - 1 : first;
    while (i < size && offsets[i] < to) {
      removeAt(i);
    }
  }

  /** Forgets all. */
  public void clear() {
    size = 0;
    Arrays.fill(values, null);
  }

  /** Forgets some. */
  public void removeIf(Predicate<Value> test) {
    for (int i = size - 1; i >= 0; i--) {
      if (test.test(value(i))) {
        removeAt(i);
      }
    }
  }

  /** Replaces each; null forgets. */
  public void replaceAll(UnaryOperator<@Nullable Value> change) {
    for (int i = size - 1; i >= 0; i--) {
      Value value = change.apply(value(i));
      if (value == null) {
        removeAt(i);
      } else {
        values[i] = value;
      }
    }
  }

  private int find(long offset) {
    if (offset != (int) offset) {
      return offset < 0 ? -1 : -size - 1;
    }
    return Arrays.binarySearch(offsets, 0, size, (int) offset);
  }

  private void insert(int i, int offset, Value value) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(offsets, i, offsets, i + 1, size - i);
    System.arraycopy(values, i, values, i + 1, size - i);
    offsets[i] = offset;
    values[i] = value;
    size++;
  }

  private void removeAt(int i) {
    size--;
    System.arraycopy(offsets, i + 1, offsets, i, size - i);
    System.arraycopy(values, i + 1, values, i, size - i);
    values[size] = null;
  }
}
