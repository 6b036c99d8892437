package dev.stuckpod.operator.opening;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Which incidents capture now: so many at once in the whole operator, whatever their policies
 * allow, because each holds pieces of dumps in memory. The others wait; next is one of the
 * namespace with the fewest under way, there of the opener with the fewest, the oldest of these. No
 * namespace has all places: another's waits for nobody who does not answer. Who does not come back
 * has gone, as an object that was deleted, and what it held is free again.
 */
public final class Places {

  /** Later than it said, nobody comes back. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  /** What has begun already may be more; a namespace alone has three quarters. */
  private final int atOnce;

  private final int ofANamespace;
  private final int onDemand;
  private final Clock clock;
  private final Map<String, Guest> guests = new HashMap<>();

  /**
   * Has so many places.
   *
   * @param onDemand how many of a namespace are for what persons have asked for
   */
  public Places(int atOnce, int onDemand, Clock clock) {
    this.atOnce = atOnce;
    this.ofANamespace = Math.max(1, atOnce * 3 / 4);
    this.onDemand = onDemand;
    this.clock = clock;
  }

  /**
   * An incident that captures, or wants to.
   *
   * @param key its namespace and name
   * @param opener for whom it is taken
   * @param created when it was asked for
   */
  public record Candidate(String key, Opener opener, Instant created) {}

  /** What an incident may do. */
  public enum Turn {
    /** Nothing: too many capture. */
    WAITS,
    /** Capture, from now on; it had to wait for it. */
    COMES_AT_LAST,
    /** Capture, from now on. */
    COMES,
    /** Capture, as before. */
    LASTS
  }

  private static final class Guest {
    private final Candidate candidate;
    private Instant until = Instant.MAX;
    private boolean inside;
    private boolean waited;
    private boolean isNew = true;

    Guest(Candidate candidate) {
      this.candidate = candidate;
    }
  }

  /** Asks whether it may capture, until it leaves. */
  public synchronized Turn ask(Candidate candidate) {
    guest(candidate);
    admit();
    Guest guest = guest(candidate);
    if (!guest.inside) {
      guest.waited = true;
      return Turn.WAITS;
    }
    Turn turn = !guest.isNew ? Turn.LASTS : guest.waited ? Turn.COMES_AT_LAST : Turn.COMES;
    guest.isNew = false;
    return turn;
  }

  /** Something was begun already: it goes on, however many there are. */
  public synchronized void take(Candidate candidate) {
    Guest guest = guest(candidate);
    guest.inside = true;
    guest.isNew = false;
  }

  /** One that is at work: it has gone only when it says so. */
  private Guest guest(Candidate candidate) {
    Guest guest = guests.computeIfAbsent(candidate.key(), _ -> new Guest(candidate));
    guest.until = Instant.MAX;
    return guest;
  }

  /** Tells whether one that was told to wait still has to. */
  public synchronized boolean waits(String key) {
    admit();
    Guest guest = guests.get(key);
    return guest != null && !guest.inside;
  }

  /** It comes back after so long. */
  public synchronized void pause(String key, Duration wait) {
    Guest guest = guests.get(key);
    if (guest != null) {
      guest.until = clock.instant().plus(wait).plus(GRACE);
    }
  }

  /** It captures no more. */
  public synchronized void leave(String key) {
    guests.remove(key);
  }

  private void admit() {
    Instant now = clock.instant();
    guests.values().removeIf(guest -> guest.until.isBefore(now));
    List<Candidate> inside = candidates(true);
    Optional<Candidate> next = next(inside, candidates(false));
    while (inside.size() < atOnce && next.isPresent()) {
      Guest guest = guest(next.get());
      guest.inside = true;
      guest.until = now.plus(GRACE);
      inside = candidates(true);
      next = next(inside, candidates(false));
    }
  }

  private List<Candidate> candidates(boolean inside) {
    return guests.values().stream()
        .filter(guest -> guest.inside == inside)
        .map(guest -> guest.candidate)
        .toList();
  }

  /** Picks who is next, if there is a place; empty where all that wait have theirs. */
  Optional<Candidate> next(Collection<Candidate> inside, Collection<Candidate> waiting) {
    var namespaces = new HashMap<String, Integer>();
    var openers = new HashMap<Opener, Integer>();
    for (Candidate candidate : inside) {
      namespaces.merge(candidate.opener().namespace(), 1, Integer::sum);
      openers.merge(candidate.opener(), 1, Integer::sum);
    }
    ToIntFunction<Candidate> ofNamespace = c -> namespaces.getOrDefault(c.opener().namespace(), 0);
    ToIntFunction<Candidate> ofOpener = c -> openers.getOrDefault(c.opener(), 0);
    return waiting.stream()
        .filter(c -> ofNamespace.applyAsInt(c) < ofANamespace)
        .filter(c -> ofOpener.applyAsInt(c) < most(c.opener()))
        .min(
            Comparator.comparingInt(ofNamespace)
                .thenComparingInt(ofOpener)
                .thenComparing(Candidate::created)
                .thenComparing(Candidate::key));
  }

  /** How many of one opener capture at once here; one with a mandate has slots for that. */
  private int most(Opener opener) {
    return switch (opener) {
      case Opener.Person _ -> onDemand;
      case Opener.Standing _ -> atOnce;
    };
  }
}
