package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.room.Room;
import java.util.Arrays;

/**
 * The last values of one metric's series, of one container: a value for each scrape of its
 * timeline, NaN where there was none.
 */
final class MetricRing {

  /** Bytes of a series beside its values. */
  private static final int OF_A_SERIES = 64;

  private static final int BYTES_A_VALUE = 8;

  private final Room room;
  private long[] ids = new long[1];
  private double[][] values = new double[1][];

  /** How often each has changed since it was first seen. */
  private int[] changes = new int[1];

  /** The scrape that saw each last. */
  private int[] seen = new int[1];

  private int size;
  private boolean incomplete;

  /** The first scrape whose page was looked through for it; -1 before there was one. */
  private int began = -1;

  MetricRing(Room room) {
    this.room = room;
  }

  int size() {
    return size;
  }

  /** Whether there were more series than are read, or than there is room for. */
  boolean incomplete() {
    return incomplete;
  }

  /** Whether it was looked for at a scrape, and since. */
  boolean wasSoughtAt(int scrape) {
    return began >= 0 && began <= scrape;
  }

  int changes(int series) {
    return changes[series];
  }

  double value(int series, int slot) {
    return values[series][slot];
  }

  /** Takes what a scrape has seen; whatever it has not seen has no value there. */
  void put(Timeline times, int scrape, Collected.Series page) {
    int slot = times.slot(scrape);
    began = began < 0 ? scrape : began;
    for (int i = 0; i < size; i++) {
      values[i][slot] = Double.NaN;
    }
    incomplete = page.more();
    for (int i = 0; i < page.size(); i++) {
      int series = find(page.id(i));
      if (series < 0) {
        series = add(page.id(i), times.capacity());
      }
      if (series < 0) {
        incomplete = true;
        continue;
      }
      double value = page.value(i);
      double before = before(times, scrape, series);
      if (!Double.isNaN(before) && before != value) {
        changes[series]++;
      }
      values[series][slot] = value;
      seen[series] = scrape;
    }
    forget(times);
  }

  /** The last value before a scrape. */
  double before(Timeline times, int scrape, int series) {
    for (int n = scrape - 1; n >= times.first(); n--) {
      double value = values[series][times.slot(n)];
      if (!Double.isNaN(value)) {
        return value;
      }
    }
    return Double.NaN;
  }

  private int find(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private int add(long id, int capacity) {
    if (size == Collected.MOST_SERIES || !room.takeSeries(bytes(capacity))) {
      return -1;
    }
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      changes = Arrays.copyOf(changes, 2 * size);
      seen = Arrays.copyOf(seen, 2 * size);
    }
    ids[size] = id;
    values[size] = new double[capacity];
    Arrays.fill(values[size], Double.NaN);
    changes[size] = 0;
    return size++;
  }

  /** Forgets series that none of the remembered scrapes has seen. */
  private void forget(Timeline times) {
    for (int i = size - 1; i >= 0; i--) {
      if (seen[i] < times.first()) {
        room.give(1, 0, bytes(values[i].length));
        size--;
        ids[i] = ids[size];
        values[i] = values[size];
        changes[i] = changes[size];
        seen[i] = seen[size];
      }
    }
  }

  /** Has room for more scrapes, or fewer; without room it forgets all. */
  void resize(Timeline before, Timeline after) {
    double[][] old = values;
    int kept = size;
    int since = began;
    clear();
    began = since;
    for (int i = 0; i < kept; i++) {
      if (!room.takeSeries(bytes(after.capacity()))) {
        room.give(size, 0, size * bytes(after.capacity()));
        size = 0;
        began = -1;
        incomplete = true;
        return;
      }
      values[i] = new double[after.capacity()];
      Arrays.fill(values[i], Double.NaN);
      for (int n = Math.max(before.first(), after.first()); n <= before.last(); n++) {
        values[i][after.slot(n)] = old[i][before.slot(n)];
      }
      size++;
    }
  }

  /** Forgets all, and gives back the room that it took. */
  void clear() {
    for (int i = 0; i < size; i++) {
      room.give(1, 0, bytes(values[i].length));
    }
    values = new double[ids.length][];
    size = 0;
    began = -1;
    incomplete = false;
  }

  private static int bytes(int capacity) {
    return OF_A_SERIES + BYTES_A_VALUE * capacity;
  }
}
