package dev.stuckpod.goroutines.code.hold;

import java.util.List;

/**
 * A lock that a goroutine has acquired and not released.
 *
 * @param least how often at least
 * @param most how often at most
 * @param frames that acquired it
 * @param quality how its address is known, see {@link Known}
 * @param due names of the deferred calls that will release it
 * @param willRelease whether a deferred call, or code ahead, will release it
 */
public record Hold(
    LockId lock,
    int least,
    int most,
    List<Integer> frames,
    int quality,
    List<String> due,
    boolean mustRelease,
    boolean willRelease) {

  /** Copies what it gets. */
  public Hold {
    frames = List.copyOf(frames);
    due = List.copyOf(due);
  }
}
