package dev.stuckpod.door;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who is let in when many want to, and who goes for it. Nobody can fill a port: of the
 * address that has the most connections, the one goes that has been waited for the longest. But for
 * another one of the same address nobody goes at once: a flood does not keep out who shares its
 * address.
 */
final class Crowd {

  /** So many places are kept for each address that is known. */
  static final int KEPT = 2;

  private Crowd() {}

  /**
   * A stranger's connection.
   *
   * @param movable whether it is the stranger who is waited for, not the server
   * @param waited how long it has been waited for in all, in nanoseconds
   */
  record Stranger(String address, boolean movable, long waited) {}

  /** What is decided. */
  sealed interface Ruling {}

  /** There is room. */
  record Enter() implements Ruling {}

  /**
   * There is room when another one goes.
   *
   * @param leaving the other one's index
   */
  record Instead(int leaving) implements Ruling {}

  /** Others of the same address have only just come; one of them may go later. */
  record Await() implements Ruling {}

  /** All that are inside are being served. */
  record Refuse() implements Ruling {}

  /**
   * Decides on one that comes.
   *
   * @param known addresses that have shown a certificate
   * @param patience with one that is asked to go for another of its address, in nanoseconds
   */
  static Ruling decide(
      List<Stranger> inside,
      String newcomer,
      Set<String> known,
      int most,
      int perAddress,
      long patience) {
    Map<String, Integer> counts = new HashMap<>();
    inside.forEach(stranger -> counts.merge(stranger.address(), 1, Integer::sum));
    int own = counts.getOrDefault(newcomer, 0);
    if (own < perAddress && inside.size() < most || own < KEPT && known.contains(newcomer)) {
      return new Enter();
    }
    for (String address : known) {
      counts.computeIfPresent(address, (_, count) -> count - KEPT);
    }
    Optional<Integer> leaving = Optional.empty();
    for (int i = 0; i < inside.size(); i++) {
      boolean concerned = own < perAddress || inside.get(i).address().equals(newcomer);
      if (concerned
          && inside.get(i).movable()
          && weight(inside.get(i), counts) > 0
          && (leaving.isEmpty() || isBefore(inside.get(i), inside.get(leaving.get()), counts))) {
        leaving = Optional.of(i);
      }
    }
    if (leaving.isEmpty()) {
      return new Refuse();
    }
    Stranger other = inside.get(leaving.get());
    return other.address().equals(newcomer) && other.waited() < patience
        ? new Await()
        : new Instead(leaving.get());
  }

  private static boolean isBefore(Stranger one, Stranger other, Map<String, Integer> counts) {
    int more = Integer.compare(weight(one, counts), weight(other, counts));
    return more > 0 || more == 0 && one.waited() > other.waited();
  }

  private static int weight(Stranger stranger, Map<String, Integer> counts) {
    return counts.getOrDefault(stranger.address(), 0);
  }
}
