package dev.stuckpod.goroutines.locks;

import java.util.Arrays;

/**
 * Who waits for what, as it was met: 32 bytes for each, and 24 for each thing waited for, within
 * bounds. What is beyond them is counted.
 */
public final class Waiters {

  /** So many are remembered. */
  public static final int MOST = 1 << 16;

  /** Of these, so many at channels: a goroutine may wait at a thousand. */
  private static final int MOST_AT_CHANNELS = MOST / 2;

  private static final int FIRST = 256;

  private long[] g = new long[FIRST];
  private long[] goid = new long[FIRST];
  private long[] stand = new long[FIRST];
  private int[] thing = new int[FIRST];
  private Role[] role = new Role[FIRST];
  private int size;
  private int atChannels;
  private long left;

  private long[] address = new long[FIRST];
  private Kind[] kind = new Kind[FIRST];
  private int things;

  /** Numbers of things by address and kind, one more each; 0 for none. */
  private int[] slots = new int[2 * FIRST];

  private int[] order = {};
  private int[] begins = {};

  /**
   * Notes one.
   *
   * @param g address of the goroutine
   * @param stand of it, see {@link dev.stuckpod.goroutines.runtime.Stand}
   */
  public void add(Role how, long at, long g, long goid, long stand) {
    boolean channel = how.kind() == Kind.CHANNEL;
    if (size == MOST || (channel && atChannels == MOST_AT_CHANNELS)) {
      left++;
      return;
    }
    atChannels += channel ? 1 : 0;
    if (size == this.g.length) {
      int room = 2 * size;
      this.g = Arrays.copyOf(this.g, room);
      this.goid = Arrays.copyOf(this.goid, room);
      this.stand = Arrays.copyOf(this.stand, room);
      thing = Arrays.copyOf(thing, room);
      role = Arrays.copyOf(role, room);
    }
    this.g[size] = g;
    this.goid[size] = goid;
    this.stand[size] = stand;
    thing[size] = find(how.kind(), at);
    role[size] = how;
    size++;
  }

  /** Brings those together that wait for the same; then they can be asked for. */
  void sort() {
    if (order.length == size && begins.length == things + 1) {
      return;
    }
    order = new int[size];
    begins = new int[things + 1];
    for (int i = 0; i < size; i++) {
      begins[thing[i] + 1]++;
    }
    for (int k = 0; k < things; k++) {
      begins[k + 1] += begins[k];
    }
    int[] next = begins.clone();
    for (int i = 0; i < size; i++) {
      order[next[thing[i]]++] = i;
    }
  }

  /** Tells how many things are waited for. */
  int things() {
    return things;
  }

  /** Gives a thing's kind. */
  Kind kind(int k) {
    return kind[k];
  }

  /** Gives a thing's address. */
  long address(int k) {
    return address[k];
  }

  /** Tells where those begin who wait for a thing; they end where those of the next begin. */
  int begin(int k) {
    return begins[k];
  }

  /** Gives the address of a goroutine. */
  long g(int i) {
    return g[order[i]];
  }

  /** Gives the number of a goroutine. */
  long goid(int i) {
    return goid[order[i]];
  }

  /** Gives where a goroutine stood. */
  long stand(int i) {
    return stand[order[i]];
  }

  /** Gives how a goroutine waits. */
  Role role(int i) {
    return role[order[i]];
  }

  /** Tells how many were not remembered. */
  public long left() {
    return left;
  }

  private int find(Kind what, long at) {
    if (2 * things >= slots.length) {
      slots = new int[2 * slots.length];
      for (int k = 0; k < things; k++) {
        slots[slot(kind[k], address[k])] = k + 1;
      }
    }
    int slot = slot(what, at);
    if (slots[slot] == 0) {
      if (things == address.length) {
        address = Arrays.copyOf(address, 2 * things);
        kind = Arrays.copyOf(kind, 2 * things);
      }
      address[things] = at;
      kind[things] = what;
      slots[slot] = ++things;
    }
    return slots[slot] - 1;
  }

  private int slot(Kind what, long at) {
    int mask = slots.length - 1;
    int slot = (int) ((at * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (slots[slot] != 0 && (address[slots[slot] - 1] != at || kind[slots[slot] - 1] != what)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
