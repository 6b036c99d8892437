package dev.stuckpod.analysis.model.lock;

import java.util.Comparator;

/**
 * The other end of connections that routines of this process have opened and wait at, as only
 * memory and the kernel's tables tell.
 *
 * @param address such as {@code 10.0.0.7:5432}; empty for several that are only counted
 * @param count how many routines wait for it
 */
public record Peer(String address, int count) {
  /** The one with most first, those that are only counted last. */
  public static final Comparator<Peer> MOST_FIRST =
      Comparator.comparing((Peer p) -> p.address().isEmpty())
          .thenComparing(Comparator.comparingInt(Peer::count).reversed())
          .thenComparing(Peer::address);
}
