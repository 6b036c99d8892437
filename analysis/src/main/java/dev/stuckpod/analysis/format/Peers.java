package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.lock.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whom the routines of one cohort wait for at connections. */
final class Peers {
  /** So many are told apart; further ones are only counted. */
  private static final int MOST = 32;

  private static final String OTHERS = "";

  private final Map<String, Integer> counts = new LinkedHashMap<>(2);
  private final Map<String, String> byId = new HashMap<>(2);

  /**
   * Notes one who waits.
   *
   * @param kept whether the routine may have to be told apart by its id
   */
  void add(String id, boolean kept, String address) {
    String counted = counts.containsKey(address) || counts.size() < MOST ? address : OTHERS;
    counts.merge(counted, 1, Integer::sum);
    if (kept) {
      byId.put(id, counted);
    }
  }

  /** Whom one routine waits for, where that is known. */
  List<Peer> of(String id) {
    String address = byId.get(id);
    return address == null ? List.of() : List.of(new Peer(address, 1));
  }

  /** Whom all wait for but some, who are told apart. */
  List<Peer> without(Collection<String> apart) {
    Map<String, Integer> left = new LinkedHashMap<>(counts);
    for (String id : apart) {
      String address = byId.get(id);
      if (address != null) {
        left.merge(address, -1, Integer::sum);
      }
    }
    List<Peer> peers = new ArrayList<>();
    left.forEach(
        (address, count) -> {
          if (count > 0) {
            peers.add(new Peer(address, count));
          }
        });
    peers.sort(Peer.MOST_FIRST);
    return peers;
  }
}
