package dev.stuckpod.goroutines.reach;

import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * Marks what can be reached, conservatively: every word that could be the address of an object, of
 * its middle too, counts as one. Objects wait in their spans, not one by one, so that no queue is
 * longer than there are spans, and neighbours are read together.
 */
final class Marking {

  private static final int WINDOW = 1 << 16;

  /** Spans up to here are read as a whole. */
  private static final int SMALL = 1 << 14;

  private static final int OFTEN = (1 << 8) - 1;

  /** A sudog of any version has a size between these. */
  private static final int SMALLEST_SUDOG = 80;

  private static final int LARGEST_SUDOG = 128;

  private final Memory memory;
  private final Spans spans;
  private final Parked parked;
  private final LongConsumer woken;
  private final Bits marked;
  private final Bits scanned;

  /** Where the marks of a span are, in words of 64; -1 where nobody asks for them. */
  private final int[] first;

  private final boolean[] wanted;
  private final boolean[] queued;
  private final int[] queue;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
  private final Bounds bounds;

  /** A list as long as the heap, in no order, is read object by object: not to its end. */
  private final long deadline;

  private int head;
  private int waiting;
  private long reads;

  /**
   * Marks nothing so far.
   *
   * @param parked who waits for which objects
   * @param woken is told each object that somebody waits for, once, when it is reached
   */
  Marking(Memory memory, Spans spans, Parked parked, Bounds bounds, LongConsumer woken)
      throws MalformedException {
    this.bounds = bounds;
    deadline = bounds.deadline();
    this.memory = memory;
    this.spans = spans;
    this.parked = parked;
    this.woken = woken;
    int size = spans.size();
    first = new int[size];
    wanted = new boolean[size];
    queued = new boolean[size];
    queue = new int[size];
    parked.eachObject(object -> wanted[Math.max(0, spans.find(object))] = true);
    long words = 0;
    for (int s = 0; s < size; s++) {
      boolean kept = wanted[s] || spans.holdsPointers(s);
      first[s] = kept ? (int) words : -1;
      words += kept ? (spans.objects(s) + Long.SIZE - 1) / Long.SIZE : 0;
      bounds.checkBytes(16 * words + spans.weight());
    }
    marked = new Bits((int) words);
    scanned = new Bits((int) words);
  }

  /** Takes an object out: it is never reached, nor is anything through it. */
  void exclude(long address) {
    int s = spans.find(address);
    int object = s < 0 ? -1 : spans.object(s, address);
    if (object >= 0 && first[s] >= 0) {
      marked.set(first[s], object);
      scanned.set(first[s], object);
    }
  }

  /** Marks what a word may point to. */
  void mark(long word) {
    int s = spans.find(word);
    if (s < 0 || first[s] < 0) {
      return;
    }
    int object = spans.object(s, word);
    if (object < 0 || !marked.set(first[s], object)) {
      return;
    }
    if (wanted[s]) {
      woken.accept(spans.start(s, object));
    }
    if (!queued[s] && spans.holdsPointers(s)) {
      queued[s] = true;
      queue[(head + waiting++) % queue.length] = s;
    }
  }

  /**
   * Marks what the words in a range may point to.
   *
   * @throws MalformedException where it cannot be read
   */
  void markFrom(long from, long to) throws IOException, MalformedException {
    for (long at = from; at < to; at += WINDOW) {
      int length = load(at, Math.min(WINDOW, to - at));
      for (int i = 0; i <= length - Long.BYTES; i += Long.BYTES) {
        mark(bytes.getLong(i));
      }
    }
  }

  /** Marks what spans may refer to that have been made since: all of their objects are new. */
  void markNew(Spans now) throws IOException, MalformedException {
    for (int s = 0; s < now.size(); s++) {
      if (now.holdsPointers(s) && !spans.has(now, s)) {
        long start = now.start(s, 0);
        markFrom(start, start + now.elementSize(s) * now.objects(s));
      }
    }
  }

  /** Marks what can be reached from what is marked. */
  void drain() throws IOException, MalformedException {
    while (waiting > 0) {
      int s = queue[head];
      head = (head + 1) % queue.length;
      waiting--;
      queued[s] = false;
      scan(s);
    }
  }

  /** Looks through those objects of a span that have been marked since it was looked at last. */
  private void scan(int s) throws IOException, MalformedException {
    long each = spans.elementSize(s);
    int objects = spans.objects(s);
    if (each > WINDOW) {
      if (takeNew(s, 0) != 0) {
        markFrom(spans.start(s, 0), spans.start(s, 0) + each);
      }
    } else if (objects * each <= SMALL) {
      load(spans.start(s, 0), objects * each);
      boolean more = true;
      while (more) { // neighbours lead to each other
        more = false;
        for (int w = 0; w < words(objects); w++) {
          long news = takeNew(s, w);
          more |= news != 0;
          markAll(news, (int) each, w * Long.SIZE);
        }
      }
    } else {
      for (int w = 0; w < words(objects); w++) {
        for (long news = takeNew(s, w); news != 0; ) {
          news = loadSome(s, w * Long.SIZE, news, (int) each);
        }
      }
    }
  }

  private static int words(int objects) {
    return (objects + Long.SIZE - 1) / Long.SIZE;
  }

  /** Gives which of 64 objects have been marked and not been looked at; from here on they have. */
  private long takeNew(int s, int word) {
    long news = marked.word(first[s] + word) & ~scanned.word(first[s] + word);
    scanned.add(first[s] + word, news);
    return news;
  }

  /** Reads as many of 64 objects as fit; gives those that are left. */
  private long loadSome(int s, int from, long news, int each)
      throws IOException, MalformedException {
    int low = Long.numberOfTrailingZeros(news);
    int high = Math.min(Long.SIZE - Long.numberOfLeadingZeros(news), low + WINDOW / each);
    load(spans.start(s, from + low), (long) (high - low) * each);
    long rest = high == Long.SIZE ? 0 : news >>> high << high;
    markAll((news & ~rest) >>> low, each, 0);
    return rest;
  }

  /**
   * Marks what some of 64 objects point to, that have been read.
   *
   * @param from how many objects have been read before the first of these
   */
  private void markAll(long which, int each, int from) {
    boolean maybeSudog = each >= SMALLEST_SUDOG && each <= LARGEST_SUDOG;
    for (long left = which; left != 0; left &= left - 1) {
      int at = (from + Long.numberOfTrailingZeros(left)) * each;
      // whoever waits in a queue cannot be reached through the queue: he cannot leave it so
      if (!maybeSudog || !parked.isGoroutine(bytes.getLong(at))) {
        for (int end = at + each; at < end; at += Long.BYTES) {
          mark(bytes.getLong(at));
        }
      }
    }
  }

  private int load(long address, long length) throws IOException, MalformedException {
    if ((++reads & OFTEN) == 0 && System.nanoTime() > deadline) {
      throw bounds.tooLate();
    }
    bytes.clear().limit((int) length);
    if (memory.read(address, bytes) < length) {
      throw new MalformedException("a part of the heap or of a stack cannot be read");
    }
    return (int) length;
  }
}
