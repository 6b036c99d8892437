package dev.stuckpod.operator.readings.scraped;

import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.scrape.Address;
import dev.stuckpod.operator.scrape.Scrape;
import dev.stuckpod.operator.scrape.Scraper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scrapes one container again and again. Once at a time. */
final class Visit {

  /** After so many in vain, where it serves metrics is looked for in fewer turns. */
  private static final int EAGER = 4;

  private static final int RARELY = 4;

  /** What takes longer waits for others that do, not for those that answer at once. */
  private static final Duration SLOW = Duration.ofMillis(500);

  private final Target target;
  private final ScrapedPod pod;
  private @Nullable Address address;

  /** Whether a page ever came from there. */
  private boolean proven;

  private int inVain;
  private volatile boolean slow;

  /** What the scrapes of a source have in common. */
  record Means(
      KnownPods pods,
      BiFunction<PodView, String, List<Address>> whereabouts,
      Supplier<Crowd> crowd,
      Function<Metric, Pick> picks) {}

  Visit(Target target, ScrapedPod pod) {
    this.target = target;
    this.pod = pod;
  }

  ScrapedPod pod() {
    return pod;
  }

  /** Whether the last scrape took all the time that there was. */
  boolean isSlow() {
    return slow;
  }

  /**
   * Scrapes it, if it runs.
   *
   * @param at when it was due, which is the time of what is read
   * @param scraper with the time that there is
   * @param last whether there is not more time than that: what hangs now, hangs
   * @return false where it takes more time
   */
  boolean scrape(Means means, Instant at, Scraper scraper, boolean last) {
    PodView view = means.pods().find(target.namespace(), target.pod()).orElse(null);
    @Nullable Identity identity =
        view == null ? null : Identity.of(view, target.container()).orElse(null);
    if (view == null || identity == null) {
      return true;
    }
    if (pod.isOf(identity)) {
      address = null;
      proven = false;
      inVain = 0;
    }
    if (inVain >= EAGER && inVain++ % RARELY != 0) {
      return true;
    }
    Address known = address;
    List<Address> candidates =
        known == null ? means.whereabouts().apply(view, target.container()) : List.of(known);
    if (candidates.isEmpty()) {
      inVain = Math.max(inVain, EAGER + 1);
      pod.unscraped(
          "Nothing says where pod %s serves metrics: annotate it with prometheus.io/port, name the port metrics, or set scrape.port in the MetricsSource."
              .formatted(target.pod()));
      return true;
    }
    List<Address> own =
        candidates.stream().filter(one -> means.crowd().get().isOwn(view, one.port())).toList();
    if (own.isEmpty()) {
      pod.unscraped(
          "Another pod has the address of pod %s, %s, too, and whose port %d is there is not known: declare it in one of them."
              .formatted(target.pod(), view.ip(), candidates.getFirst().port()));
      return true;
    }
    return scrape(means, at, scraper, last, identity, own);
  }

  private boolean scrape(
      Means means,
      Instant at,
      Scraper scraper,
      boolean last,
      Identity identity,
      List<Address> candidates) {
    var page =
        new Collected(
            pod.metrics().stream().collect(Collectors.toMap(metric -> metric, means.picks())));
    @Nullable Address first = null;
    String why = "";
    Duration firstTook = Duration.ZERO;
    for (Address one : candidates) {
      page.clear();
      long began = System.nanoTime();
      Scrape scrape = scraper.scrape(identity.ip(), one, page);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      slow = took.compareTo(SLOW) > 0;
      switch (scrape) {
        case Scrape.Taken(int samples) when samples > 0 || candidates.size() == 1 -> {
          address = one;
          proven = true;
          inVain = 0;
          commit(means, at, identity, one, page, took);
          return true;
        }
        case Scrape.Hung() -> {
          if (last) {
            address = one;
            commit(means, at, identity, one, null, took);
          }
          return last;
        }
        case Scrape.Taken _, Scrape.NoPage _, Scrape.Absent _ -> {
          firstTook = first == null ? took : firstTook;
          why = first == null ? why(one, scrape) : why;
          first = first == null ? one : first;
        }
      }
    }
    inVain = proven ? 0 : inVain + 1;
    address = proven ? address : null;
    if (first != null) {
      commit(means, at, identity, first, null, firstTook);
      if (!proven) {
        pod.unscraped(why);
      }
    }
    return true;
  }

  private static String why(Address where, Scrape scrape) {
    return switch (scrape) {
      case Scrape.Absent(String why) ->
          "Nothing serves metrics at port %d: %s.".formatted(where.port(), why);
      case Scrape.NoPage(String why) ->
          "There are no metrics at port %d, path %s: %s."
              .formatted(where.port(), where.path(), why);
      case Scrape.Taken _, Scrape.Hung _ ->
          "There are no metrics at port %d, path %s.".formatted(where.port(), where.path());
    };
  }

  /** The page is the container's if it still is who it was when it was asked. */
  private void commit(
      Means means,
      Instant at,
      Identity identity,
      Address where,
      @Nullable Collected page,
      Duration took) {
    boolean same =
        means
            .pods()
            .find(target.namespace(), target.pod())
            .flatMap(view -> Identity.of(view, target.container()))
            .filter(identity::equals)
            .isPresent();
    if (same) {
      String ip = identity.ip();
      String host = ip.indexOf(':') < 0 ? ip : "[" + ip + "]";
      pod.scraped(identity, at, host + ":" + where.port(), page, took);
    }
  }
}
