package dev.stuckpod.operator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckWhen;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.PastServer;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.readings.scraped.ScrapedPast;
import dev.stuckpod.operator.replay.Outcome;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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

  private static final Path TABLE = Path.of("../docs/rules-measured.md");
  private static final boolean ALL = "all".equals(System.getProperty("ticks"));
  private static final int DAY = 86_400;
  private static final int SHORT = 3600;
  private static final int AT = 1800;
  private static final int TICK = ALL ? 5 : Life.SCRAPE;

  /** Whole ticks: of 15 seconds, 20 would end at the second all the same. */
  private static final Duration HOLD = Duration.ofSeconds(ALL ? 20 : 2 * TICK);

  private static final int WINDOW = 60;

  private static final String RULES =
      """
      any:
      - name: no-progress
        noProgress:
          while: [{metric: clients, above: 30}]
          counters: [{metric: out_total, atMost: 1}]
          frozen: [{metric: routines}]
      - name: beat-by-time
        heartbeat: {timestamp: {metric: beat}, olderThan: 1m}
      - name: beat-by-counter
        heartbeat: {counter: {metric: turns_total}, olderThan: 1m}
      - name: queue-grows
        queueGrows: {queue: {metric: queue}, by: 10, out: {metric: out_total}, window: 1m}
      - name: busy
        busyNoProgress: {cpu: {metric: cpu_total}, cores: 0.9, counters: [{metric: out_total}], window: 1m}
      - name: threads-blocked
        threads: {blocked: {threads: {metric: blocked}, of: {metric: threads}}}
      - name: left-over
        residue: {held: {metric: clients}, above: 30, in: {metric: in_total}, window: 1m}
      - name: frozen-and-silent
        all:
        - heartbeat: {counter: {metric: turns_total}, olderThan: 1m}
        - noProgress:
            while: [{metric: clients, above: 30}]
            counters: [{metric: out_total, atMost: 1}]
      """;

  static final List<Way> WAYS =
      Serialization.unmarshal(RULES, StuckWhen.class).any().stream().map(Way::of).toList();

  private final List<Life> days = new ArrayList<>();
  private final List<Life> incidents = new ArrayList<>();
  private final Past past = new Past();
  private @Nullable PastServer prometheus;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    for (Shape shape : Shape.values()) {
      days.add(life(shape, Happening.NOTHING, DAY, 0));
    }
    for (Happening happening : EnumSet.complementOf(EnumSet.of(Happening.NOTHING))) {
      incidents.add(life(Shape.STEADY, happening, SHORT, AT));
    }
    days.forEach(life -> life.write(past));
    incidents.forEach(life -> life.write(past));
    prometheus = PastServer.knowing(past);
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  /** Which pods were called stuck when. */
  private interface Watch {
    List<Sighting> over(Way way, Duration hold, List<Life> lives, Ticks ticks);
  }

  private record Sighting(String pod, Instant at) {}

  @Test
  void findsEachFreezeInTimeAndNothingInADayOfHealthyTraffic() throws IOException {
    Map<String, Map<Shape, Integer>> alarms = days(this::replayed);
    Map<String, Map<Happening, Integer>> found = incidents(this::replayed);

    if (ALL && "write".equals(System.getProperty("docs"))) {
      Files.writeString(TABLE, table(alarms, found));
    }
    hold(alarms, found);
  }

  @Test
  void findsTheSameInWhatTheOperatorHasScrapedItself() {
    Map<String, Map<Happening, Integer>> found = incidents(this::scraped);

    hold(days(this::scraped), found);
    assertThat(found).isEqualTo(incidents(this::replayed));
  }

  private static void hold(
      Map<String, Map<Shape, Integer>> alarms, Map<String, Map<Happening, Integer>> found) {
    assertThat(alarms.values())
        .allSatisfy(one -> assertThat(one).hasSize(Shape.values().length))
        .allSatisfy(one -> assertThat(one.values()).containsOnly(0));
    for (Way way : WAYS) {
      for (Happening happening : Happening.values()) {
        Integer seconds = found.getOrDefault(way.name(), Map.of()).get(happening);
        if (happening.mustBeFoundBy(way.name())) {
          assertThat(seconds)
              .as("%s by %s", happening, way.name())
              .isNotNull()
              .isLessThanOrEqualTo(WINDOW + (int) HOLD.toSeconds() + TICK);
        } else if (!happening.isStuck()) {
          assertThat(seconds).as("%s by %s", happening, way.name()).isNull();
        }
      }
    }
  }

  /** False alarms of each rule in a day, by shape. */
  private Map<String, Map<Shape, Integer>> days(Watch watch) {
    var alarms = new LinkedHashMap<String, Map<Shape, Integer>>();
    Duration step = Duration.ofSeconds(ALL ? Life.SCRAPE : SHORT / 4);
    var ticks = Ticks.of(Past.NOW.minusSeconds(DAY - SHORT / 12), Past.NOW, step);
    for (Way way : WAYS) {
      Map<Shape, Integer> count = new EnumMap<>(Shape.class);
      days.forEach(life -> count.put(life.shape(), 0));
      for (Sighting seen : watch.over(way, Duration.ZERO, days, ticks)) {
        days.stream()
            .filter(life -> life.name().equals(seen.pod()))
            .forEach(life -> count.merge(life.shape(), 1, Integer::sum));
      }
      alarms.put(way.name(), count);
    }
    return alarms;
  }

  /** After how many seconds each rule has found what happened; or that something had. */
  private Map<String, Map<Happening, Integer>> incidents(Watch watch) {
    var found = new TreeMap<String, Map<Happening, Integer>>();
    var ticks =
        Ticks.of(
            Past.NOW.minusSeconds(AT + 2 * WINDOW),
            Past.NOW.minusSeconds(AT - SHORT / 4),
            Duration.ofSeconds(TICK));
    for (Way way : WAYS) {
      var first = new TreeMap<Happening, Integer>();
      for (Sighting seen : watch.over(way, HOLD, incidents, ticks)) {
        int before = (int) Duration.between(seen.at(), Past.NOW).toSeconds();
        incidents.stream()
            .filter(life -> life.name().equals(seen.pod()))
            .forEach(life -> first.putIfAbsent(life.happening(), AT - before));
      }
      found.put(way.name(), first);
    }
    return found;
  }

  private List<Sighting> replayed(Way way, Duration hold, List<Life> lives, Ticks ticks) {
    Outcome outcome =
        bed().replay(new Criteria(List.of(way), "", hold), lives).over(ticks, _ -> {});
    assertThat(outcome.failed()).isNull();
    return outcome.firings().stream().map(one -> new Sighting(one.pod(), one.at())).toList();
  }

  private List<Sighting> scraped(Way way, Duration hold, List<Life> lives, Ticks ticks) {
    var source = new ScrapedPast(past, Duration.ofSeconds(Life.SCRAPE));
    var judge = new TickByTick(source, hold);
    var seen = new ArrayList<Sighting>();
    for (int i = 0; i < ticks.count(); i++) {
      Instant at = ticks.at(i);
      judge.stuck(way, lives, at).forEach(pod -> seen.add(new Sighting(pod, at)));
    }
    return seen;
  }

  private static String table(
      Map<String, Map<Shape, Integer>> alarms, Map<String, Map<Happening, Integer>> found) {
    var text =
        new StringBuilder(
            """
            # How often rules are right

            A table that `RulesIT` writes: series of made pods in a real Prometheus, scraped every 15 seconds and judged tick by tick by the operator's own
            code. Windows are a minute, a rule must hold for 20 seconds, and a tick is 5 seconds: 85 seconds is what each freeze must be found in.

                ./test operator RulesIT -Dticks=all -Ddocs=write

            ## False alarms in a day of healthy traffic

            Judged at each scrape, without having to hold:
            """);
    text.append("\n| Rule |");
    for (Shape shape : Shape.values()) {
      text.append(" ").append(shape.words()).append(" |");
    }
    text.append("\n| --- |").append(" --- |".repeat(Shape.values().length)).append("\n");
    alarms.forEach(
        (rule, counts) -> {
          text.append("| ").append(rule).append(" |");
          counts.values().forEach(count -> text.append(" ").append(count).append(" |"));
          text.append("\n");
        });
    text.append("\n## What is found, and after how many seconds\n\n| What happens |");
    WAYS.forEach(way -> text.append(" ").append(way.name()).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(WAYS.size())).append("\n");
    for (Happening happening : EnumSet.complementOf(EnumSet.of(Happening.NOTHING))) {
      text.append("| ").append(happening.words()).append(" |");
      for (Way way : WAYS) {
        Integer seconds = found.getOrDefault(way.name(), Map.of()).get(happening);
        text.append(" ").append(seconds == null ? "" : seconds).append(" |");
      }
      text.append("\n");
    }
    return text.append(
            """

            The first six are healthy: nothing may be found there. An empty cell of the others is what that rule does not look for. The rules:

            ```yaml
            """)
        .append(RULES)
        .append("```\n")
        .toString();
  }

  private Bed bed() {
    return new Bed(Objects.requireNonNull(prometheus).url());
  }

  private static Life life(Shape shape, Happening happening, int length, int at) {
    String name = (shape + "-" + happening).toLowerCase(Locale.ROOT);
    return new Life(name, shape, happening, length, at);
  }
}
