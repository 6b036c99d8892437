package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.code.hold.LockId;
import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.code.verdict.Verdict;
import dev.stuckpod.goroutines.runtime.Goroutine;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who holds a lock whose word has just been read: of those who say so, only who has not run since
 * then counts. So all that is claimed was true when the word was read.
 */
final class Rulings {

  private final Claims claims;
  private final Goroutine again;

  /**
   * Decides about the locks of one program.
   *
   * @param again to look at goroutines with
   */
  Rulings(Claims claims, Goroutine again) {
    this.claims = claims;
    this.again = again;
  }

  /**
   * Decides about a lock.
   *
   * @param moves whether somebody who waited for it has gone on: then it is not told who is missing
   */
  Map<dev.stuckpod.goroutines.code.value.Kind, Verdict> of(
      Kind kind, long address, Word word, boolean moves) {
    Map<dev.stuckpod.goroutines.code.value.Kind, Verdict> verdicts =
        new EnumMap<>(dev.stuckpod.goroutines.code.value.Kind.class);
    word.holds()
        .forEach(
            (mode, need) -> {
              var lock = new LockId(mode, kind.held(address));
              Verdict verdict = claims.verdict(lock, need, this::isStill);
              verdicts.put(mode, moves ? verdict.withoutMissing() : verdict);
            });
    return verdicts;
  }

  /** Gives the locks that somebody says he holds, but for those given and for counts. */
  Map<Long, Kind> others(Waiters waiters) {
    Set<Long> known = new HashSet<>();
    for (int k = 0; k < waiters.things(); k++) {
      known.add(waiters.kind(k).held(waiters.address(k)));
    }
    Map<Long, Kind> others = new TreeMap<>();
    claims.eachHeld(
        lock -> {
          if (!known.contains(lock.address())) {
            switch (lock.kind()) {
              case MUTEX -> others.putIfAbsent(lock.address(), Kind.MUTEX);
              case READ, WRITE -> others.put(lock.address(), Kind.RW_MUTEX);
              default -> {}
            }
          }
        });
    return others;
  }

  private boolean isStill(Claims.Who who) {
    try {
      return again.glance(who.g()) == Goroutine.Seen.STILL
          && again.goid() == who.goid()
          && again.stand() == who.stand();
    } catch (IOException gone) {
      return false;
    }
  }
}
