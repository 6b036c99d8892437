package dev.stuckpod.operator.loadtest.reading;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.series.Phase;
import dev.stuckpod.operator.loadtest.series.PodSeries;
import dev.stuckpod.operator.loadtest.suspicion.LockWatch;
import dev.stuckpod.operator.loadtest.suspicion.ScrapeTally;
import dev.stuckpod.operator.loadtest.suspicion.Watched;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.DirectScrape;
import dev.stuckpod.operator.room.Room;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scrape;
import dev.stuckpod.operator.scrape.Scraper;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one pod's container while a window is open; another container begins anew.
 * One thread reads it at a time.
 */
final class ReadPod {

  /** An app that starts serves nothing yet; one that serves no metrics need not be asked often. */
  private static final int SEARCHES = 10;

  private final PodSeries series;
  private @Nullable String containerID;
  private ScrapeTally tally = ScrapeTally.NONE;
  private LockWatch locks = LockWatch.NEW;
  private Glances.@Nullable Asked asked;
  private @Nullable Address address;
  private @Nullable String unscraped;
  private @Nullable String unseen;
  private int turn;

  ReadPod(Room room) {
    this.series = new PodSeries(room);
  }

  /** Begins anew where the container is another one. */
  void isOf(PodFacts facts) {
    if (!Objects.equals(containerID, facts.containerID())) {
      containerID = facts.containerID();
      series.clear();
      tally = ScrapeTally.NONE;
      locks = LockWatch.NEW;
      asked = null;
      address = null;
      unscraped = null;
      unseen = null;
      turn = 0;
    }
  }

  /** Has the sidecar glance. */
  void glance(Glances glances, PodView pod, Instant now) {
    String id = containerID;
    if (id == null) {
      return;
    }
    switch (glances.of(pod, id, asked, true, found -> asked = found, now)) {
      case Glances.Answer.Seen(var glance) -> {
        locks = locks.next(glance);
        unseen = glance.gap().orElse(null);
      }
      case Glances.Answer.Unseen(String why) -> {
        unseen = why;
        asked = null; // both may be others by now
      }
    }
  }

  /** Scrapes it, where it is known to be served or may be. */
  void scrape(
      Scraper scraper, String ip, Supplier<List<Address>> candidates, Phase phase, Instant now) {
    boolean search = address == null;
    if (search && turn++ % SEARCHES != 0) {
      return;
    }
    Address known = address;
    List<Address> all = known == null ? candidates.get() : List.of(known);
    if (all.isEmpty()) {
      unscraped =
          "Nothing says where it serves metrics: annotate the pod with prometheus.io/port, name"
              + " the port metrics, or set spec.scrape.port.";
    }
    Address empty = null;
    for (Address one : all) {
      series.begin();
      Scrape scrape = scraper.scrape(ip, one, series);
      switch (scrape) {
        case Scrape.Taken(int samples) when samples == 0 && search -> {
          tally = tally.next(DirectScrape.Answered, now);
          empty = empty == null ? one : empty; // another port may have more to tell
        }
        case Scrape.Taken _ -> {
          series.commit(now, phase);
          tally = tally.next(DirectScrape.Answered, now);
          address = one;
          unscraped = null;
          return;
        }
        case Scrape.Hung() -> {
          tally = tally.next(DirectScrape.TimedOut, now);
          unscraped = "It takes connections at port %d and answers none.".formatted(one.port());
          return;
        }
        case Scrape.NoPage(String why) -> {
          tally = tally.next(DirectScrape.Answered, now);
          unscraped = "At %d%s %s.".formatted(one.port(), one.path(), why);
        }
        case Scrape.Absent(String why) -> {
          tally = tally.next(DirectScrape.Unreachable, now);
          unscraped = "Nothing serves metrics at port %d: %s.".formatted(one.port(), why);
        }
      }
    }
    if (empty != null) {
      series.begin();
      series.commit(now, phase);
      address = empty;
      unscraped = null;
    }
  }

  /** As it is judged. */
  Watched watched(PodFacts facts) {
    return new Watched(facts, containerID == null ? null : series, tally);
  }

  LockWatch locks() {
    return locks;
  }

  /** Why its metrics are not read, where they are not. */
  Optional<String> unscraped() {
    return Optional.ofNullable(unscraped);
  }

  /** Why its sidecar does not glance, or not at all of it, where that is so. */
  Optional<String> unseen() {
    return Optional.ofNullable(unseen);
  }

  /** Forgets it, and gives back the room that it took. */
  void clear() {
    series.clear();
  }
}
