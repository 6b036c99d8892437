package dev.stuckpod.operator.readings.scraped;

/**
 * When a pod was scraped, by the operator's clock, and whether it answered: the last so many times.
 * Scrapes are numbered from 0; what is remembered of one has its place in rings of this size.
 */
final class Timeline {

  private final long[] at;
  private final boolean[] answered;
  private int scrapes;

  Timeline(int capacity) {
    this.at = new long[capacity];
    this.answered = new boolean[capacity];
  }

  /** The same scrapes, as far as there is room for them. */
  Timeline resized(int capacity) {
    var other = new Timeline(capacity);
    other.scrapes = scrapes;
    for (int n = Math.max(first(), scrapes - capacity); n < scrapes; n++) {
      other.at[n % capacity] = at(n);
      other.answered[n % capacity] = answered(n);
    }
    return other;
  }

  int capacity() {
    return at.length;
  }

  /** Adds a scrape; its number. */
  int add(long millis, boolean ok) {
    at[scrapes % at.length] = millis;
    answered[scrapes % at.length] = ok;
    return scrapes++;
  }

  /** The first that is remembered. */
  int first() {
    return Math.max(0, scrapes - at.length);
  }

  /** The last; -1 where there was none. */
  int last() {
    return scrapes - 1;
  }

  int slot(int scrape) {
    return scrape % at.length;
  }

  long at(int scrape) {
    return at[scrape % at.length];
  }

  boolean answered(int scrape) {
    return answered[scrape % at.length];
  }

  /** The last that was not later; one before the first where none is known. */
  int lastUntil(long millis) {
    int n = last();
    while (n >= first() && at(n) > millis) {
      n--;
    }
    return n;
  }

  /** Of those up to the last the failures at its end. */
  int failedInARow() {
    int failed = 0;
    for (int n = last(); n >= first() && !answered(n); n--) {
      failed++;
    }
    return failed;
  }
}
