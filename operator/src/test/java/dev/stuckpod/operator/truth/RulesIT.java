package dev.stuckpod.operator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.PastServer;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.readings.scraped.ScrapedPast;
import dev.stuckpod.operator.replay.Outcome;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import dev.stuckpod.operator.truth.Lived.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every injected freeze is found in time, and healthy traffic of a day by no rule. A build looks at
 * a day every 15 minutes, and at incidents every 15 seconds; {@code -Dticks=all} at a day at each
 * scrape, and at incidents every 5 seconds. With that, {@code -Ddocs=write} writes what came of it
 * to docs/rules-measured.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesIT {

  private static final Path PAGE = Path.of("../docs/rules-measured.md");
  private static final boolean ALL = "all".equals(System.getProperty("ticks"));
  private static final int DAY = 86_400;
  private static final int SHORT = 3600;
  private static final int AT = 1800;
  private static final int TICK = ALL ? 5 : Life.SCRAPE;

  /** Whole ticks: of 15 seconds, 20 would end at the second all the same. */
  private static final Duration HOLD = Duration.ofSeconds(ALL ? 20 : 2 * TICK);

  /** A build does not wait for the end of what takes ten minutes. */
  private static final int WATCHED = ALL ? 900 : 300;

  private static final int WINDOW = 60;
  private static final int IN_TIME = WINDOW + (int) HOLD.toSeconds() + TICK;

  private final List<Life> days = new ArrayList<>();
  private final List<Life> incidents = new ArrayList<>();
  private final Past past = new Past();
  private @Nullable PastServer prometheus;
  private Map<String, Map<Happening, Integer>> found = Map.of();

  @BeforeAll
  void start() throws IOException, InterruptedException {
    for (Shape shape : Shape.values()) {
      String name = shape.toString().toLowerCase(Locale.ROOT);
      days.add(new Life(name, shape, Happening.NOTHING, DAY, 0));
    }
    for (Happening happening : EnumSet.complementOf(EnumSet.of(Happening.NOTHING))) {
      incidents.addAll(Cast.of(happening, SHORT, AT));
    }
    days.forEach(life -> Metrics.write(life, past));
    incidents.forEach(life -> Metrics.write(life, past));
    prometheus = PastServer.knowing(past);
    found = incidents(Rules.WAYS, this::lived);
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  /** Which pods a rule called stuck when. */
  private interface Watch {
    Map<String, List<Sighting>> over(List<Way> ways, Duration hold, List<Life> lives, Ticks ticks);
  }

  @Test
  void findsEachFreezeInTimeAndNothingInADayOfHealthyTraffic() throws IOException {
    Map<String, Map<Shape, Integer>> alarms = days(Rules.WAYS, this::replayed);

    if (ALL && "write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, new MeasuredPage(IN_TIME, alarms, found).text());
    }
    hold(alarms, found);
  }

  @Test
  void findsTheSameInWhatTheOperatorHasScrapedItself() {
    List<Way> ways =
        Rules.WAYS.stream()
            .filter(way -> !way.rules().stream().anyMatch(RulesIT::isPromql))
            .toList();

    hold(days(ways, this::scraped), found);
    assertThat(incidents(ways, this::scraped)).isEqualTo(only(found, ways));
  }

  private static Map<String, Map<Happening, Integer>> only(
      Map<String, Map<Happening, Integer>> all, List<Way> ways) {
    var some = new LinkedHashMap<>(all);
    some.keySet().retainAll(ways.stream().map(Way::name).toList());
    return some;
  }

  private static boolean isPromql(Rule rule) {
    return rule instanceof Rule.OwnQuery;
  }

  private static void hold(
      Map<String, Map<Shape, Integer>> alarms, Map<String, Map<Happening, Integer>> found) {
    assertThat(alarms.values())
        .allSatisfy(one -> assertThat(one).hasSize(Shape.values().length))
        .allSatisfy(one -> assertThat(one.values()).containsOnly(0));
    found.forEach(
        (rule, seconds) -> {
          for (Happening happening : Happening.values()) {
            Integer after = seconds.get(happening);
            if (happening.mustBeFoundBy(rule)) {
              assertThat(after).as("%s by %s", happening, rule).isNotNull().isBetween(1, IN_TIME);
            } else if (!happening.isStuck()) {
              assertThat(after).as("%s by %s", happening, rule).isNull();
            }
          }
        });
  }

  /** False alarms of each rule in a day, by shape. */
  private Map<String, Map<Shape, Integer>> days(List<Way> ways, Watch watch) {
    var alarms = new LinkedHashMap<String, Map<Shape, Integer>>();
    Duration step = Duration.ofSeconds(ALL ? Life.SCRAPE : SHORT / 4);
    var ticks = Ticks.of(Past.NOW.minusSeconds(DAY - SHORT / 12), Past.NOW, step);
    watch
        .over(ways, Duration.ZERO, days, ticks)
        .forEach(
            (rule, sightings) -> {
              Map<Shape, Integer> count = new EnumMap<>(Shape.class);
              days.forEach(life -> count.put(life.shape(), 0));
              sightings.forEach(seen -> count.merge(of(days, seen).shape(), 1, Integer::sum));
              alarms.put(rule, count);
            });
    return alarms;
  }

  /** After how many seconds each rule has found what happened; or that something had. */
  private Map<String, Map<Happening, Integer>> incidents(List<Way> ways, Watch watch) {
    var found = new LinkedHashMap<String, Map<Happening, Integer>>();
    var ticks =
        Ticks.of(
            Past.NOW.minusSeconds(AT + 2 * WINDOW),
            Past.NOW.minusSeconds(AT - WATCHED),
            Duration.ofSeconds(TICK));
    watch
        .over(ways, HOLD, incidents, ticks)
        .forEach(
            (rule, sightings) -> {
              var first = new EnumMap<Happening, Integer>(Happening.class);
              for (Sighting seen : sightings) {
                int before = (int) Duration.between(seen.at(), Past.NOW).toSeconds();
                Life life = of(incidents, seen);
                first.putIfAbsent(life.happening(), life.at() - before);
              }
              found.put(rule, first);
            });
    return found;
  }

  private static Life of(List<Life> lives, Sighting seen) {
    return lives.stream().filter(life -> life.name().equals(seen.pod())).findFirst().orElseThrow();
  }

  /** A scrape of the operator's own cannot be made afterwards: that rule is asked at each time. */
  private Map<String, List<Sighting>> replayed(
      List<Way> ways, Duration hold, List<Life> lives, Ticks ticks) {
    var seen = new LinkedHashMap<String, List<Sighting>>();
    for (Way way : ways) {
      if (way.rules().stream().anyMatch(rule -> rule instanceof Rule.ScrapeHang)) {
        seen.putAll(lived(List.of(way), hold, lives, ticks));
        continue;
      }
      Outcome outcome =
          bed().replay(new Criteria(List.of(way), "", hold), lives).over(ticks, _ -> {});
      assertThat(outcome.failed()).isNull();
      seen.put(
          way.name(),
          outcome.firings().stream().map(one -> new Sighting(one.pod(), one.at())).toList());
    }
    return seen;
  }

  private Map<String, List<Sighting>> lived(
      List<Way> ways, Duration hold, List<Life> lives, Ticks ticks) {
    return new Lived(bed().source(), lives).over(ways, hold, ticks);
  }

  private Map<String, List<Sighting>> scraped(
      List<Way> ways, Duration hold, List<Life> lives, Ticks ticks) {
    List<Rule> rules = ways.stream().flatMap(way -> way.rules().stream()).toList();
    Source source = new ScrapedPast(past, Duration.ofSeconds(Life.SCRAPE), rules);
    return new Lived(source, lives).over(ways, hold, ticks);
  }

  private Bed bed() {
    return new Bed(Objects.requireNonNull(prometheus).url());
  }
}
