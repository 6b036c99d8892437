package dev.stuckpod.operator.identity;

import dev.stuckpod.operator.identity.Stored.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The two Secrets in memory, and a clock that is moved by hand. */
final class Kept implements InstantSource, Supplier<Authority> {

  private Instant now;
  private Stored stored;

  Kept(Instant now, Stored stored) {
    this.now = now;
    this.stored = stored;
  }

  /** Nothing is there yet. */
  static Kept from(Instant start) {
    return new Kept(start, new Stored(null, null, null));
  }

  /** The clock. */
  Clock clock() {
    return withZone(ZoneOffset.UTC);
  }

  /** Time passes. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  /** An admin revokes the current one. */
  void deleteFirst() {
    stored = new Stored(null, null, stored.next());
  }

  /** Writes as long as there is something to write. */
  @Override
  public Authority get() {
    for (int writes = 0; writes < 10; writes++) {
      switch (stored.step(now)) {
        case Upkeep.Use(Authority found) -> {
          return found;
        }
        case Upkeep step -> stored = after(stored, step);
      }
    }
    throw new AssertionError("it does not end: " + stored);
  }

  /** Every state on the way from this one, itself first: any of them may be the last for long. */
  static List<Stored> way(Stored from, Instant now) {
    List<Stored> way = new ArrayList<>(List.of(from));
    while (!(way.getLast().step(now) instanceof Upkeep.Use)) {
      way.add(after(way.getLast(), way.getLast().step(now)));
    }
    return way;
  }

  private static Stored after(Stored stored, Upkeep step) {
    return switch (step) {
      case Upkeep.Use _ -> stored;
      case Upkeep.WriteCurrent(var it, _) -> new Stored(it, null, stored.next());
      case Upkeep.WriteNext(var it, _) -> new Stored(stored.current(), stored.beside(), it);
    };
  }

  @Override
  public Instant instant() {
    return now;
  }
}
