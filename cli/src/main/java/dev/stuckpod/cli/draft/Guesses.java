package dev.stuckpod.cli.draft;

import dev.stuckpod.cli.draft.Page.Metric;
import dev.stuckpod.operator.decide.Numbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Guesses by names what metrics mean, and says that it does. */
final class Guesses {

  private static final Predicate<String> OF_THE_RUNTIME =
      Pattern.compile("^(go|jvm|process|promhttp|prometheus|scrape|python|nodejs|system|logback)_")
          .asPredicate();

  private static final Predicate<String> WORK =
      named(
          "clients|connections|conns|sessions|subscribers|inflight|in_flight|active|busy|jobs|tasks"
              + "|queue|queued|pending|backlog|waiting|depth|lag");

  private static final Predicate<String> QUEUE =
      named("queue|queued|pending|backlog|waiting|depth|lag");

  private static final Predicate<String> DONE =
      named(
          "done|sent|processed|completed|handled|finished|succeeded|served|consumed|delivered"
              + "|responses|requests|messages|msg|msgs|jobs|tasks|operations");

  private static final Predicate<String> NOT_DONE =
      named(
          "received|started|queued|accepted|arrived|created|errors|error|failed|failures|dropped|retries|in");

  private static final Predicate<String> BEAT =
      Pattern.compile("(^|_)(last|latest|heartbeat)_.*_seconds$|(^|_)timestamp_seconds$")
          .asPredicate();

  private static final Duration LONGEST_BEAT = Duration.ofHours(1);
  private static final int SHOWN = 8;

  private final Look look;
  private final Instant now;
  private final List<Suggestion> rules = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  private Guesses(Look look, Instant now) {
    this.look = look;
    this.now = now;
  }

  /**
   * What came of it.
   *
   * @param missed a line for each thing that was looked for and not found
   */
  record Guessed(List<Suggestion> rules, List<String> missed) {}

  static Guessed of(Look look, Instant now) {
    var guesses = new Guesses(look, now);
    guesses.guess();
    return new Guessed(List.copyOf(guesses.rules), List.copyOf(guesses.missed));
  }

  private void guess() {
    Metric work = largest(look.all(false, WORK.and(OF_THE_RUNTIME.negate())));
    Metric done = done();
    if (work == null) {
      missed.add("No gauge of work that is held was recognised by its name" + among(false));
    }
    if (done == null) {
      missed.add("No counter of what is done was recognised by its name" + among(true));
    }
    if (work != null && done != null) {
      noProgress(work, done);
    }
    Metric queue = largest(look.all(false, QUEUE.and(OF_THE_RUNTIME.negate())));
    if (queue != null && done != null) {
      rules.add(
          Suggestion.of(
              "- name: queue-grows\n  queueGrows: {queue: {metric: %s}, by: %s, out: {metric: %s}, window: 5m}"
                  .formatted(
                      queue.name(),
                      Numbers.format(Math.max(10, Math.ceil(queue.sum()))),
                      done.name()),
              "A guess by the names: the first waits to become the second.",
              seen(queue, look),
              seen(done, look)));
    }
    look.all(false, BEAT.and(OF_THE_RUNTIME.negate())).forEach(this::heartbeat);
    if (done != null && look.has("process_cpu_seconds_total", Map.of())) {
      busy(done);
    }
    if (look.has("jvm_threads_deadlocked", Map.of())) {
      rules.add(Suggestion.deadlocked(seen("jvm_threads_deadlocked")));
    }
    if (done != null && look.has("go_goroutines", Map.of())) {
      double by = Math.max(500, 2 * metric("go_goroutines").sum());
      rules.add(
          Suggestion.of(
              "- name: goroutines-climb\n  threads: {climbing: {threads: {metric: go_goroutines}, by: %s, out: {metric: %s}}, window: 2m}"
                  .formatted(Numbers.format(by), done.name()),
              "Goroutines pile up while nothing is done; twice what was seen, 500 at least.",
              seen("go_goroutines")));
    }
  }

  private void noProgress(Metric work, Metric done) {
    double above = Math.floor(work.sum() / 10);
    rules.add(
        Suggestion.of(
            """
            - name: no-progress
              noProgress:
                while: [{metric: %s, above: %s}]
                counters: [{metric: %s}]
                window: 1m\
            """
                .formatted(work.name(), Numbers.format(above), done.name()),
            "A guess by the names: work is held, and none is done.",
            seen(work, look)
                + (work.sum() > 0
                    ? "; a tenth of it is taken for work: choose what is more than is held at rest"
                    : "; choose above so that it is more than is held at rest"),
            seen(done, look) + "; if probes or pings count, too, give it atMost"));
  }

  private void heartbeat(Metric beat) {
    double age = now.toEpochMilli() / 1000.0 - beat.sum();
    if (beat.texts().size() == 1 && age > -60 && age < LONGEST_BEAT.toSeconds()) {
      rules.add(
          Suggestion.of(
              "- name: %s\n  heartbeat: {timestamp: {metric: %s}, olderThan: %ds}"
                  .formatted(
                      "silent-" + rules.size(),
                      beat.name(),
                      Math.max(300, 3 * (long) Math.max(0, age))),
              "A guess by the name: a time that is noted again and again.",
              "Seen: %s was %ds ago; olderThan must be more than the longest healthy pause"
                  .formatted(beat.name(), Math.max(0, (long) age))));
    }
  }

  private void busy(Metric done) {
    Double limit = look.cores();
    rules.add(
        Suggestion.of(
            "- name: busy-with-nothing\n  busyNoProgress: {%s, counters: [{metric: %s}], window: 2m}"
                .formatted(limit == null ? "cores: 0.9" : "ofLimit: 0.9", done.name()),
            limit == null
                ? "A busy loop uses a whole core; the container has no CPU limit, of which ofLimit"
                    + " would take a part."
                : "Nine tenths of what each pod's container may use: this one's CPU limit is %s."
                    .formatted(Numbers.format(limit)),
            seen("process_cpu_seconds_total")));
  }

  private @Nullable Metric done() {
    return look.all(true, DONE.and(NOT_DONE.negate()).and(OF_THE_RUNTIME.negate()))
        .max(
            Comparator.comparing((Metric one) -> look.change(one) > 0)
                .thenComparingDouble(Metric::sum))
        .orElse(null);
  }

  private static @Nullable Metric largest(Stream<Metric> metrics) {
    return metrics.max(Comparator.comparingDouble(Metric::sum)).orElse(null);
  }

  private String among(boolean counters) {
    List<String> names =
        look.all(counters, OF_THE_RUNTIME.negate()).map(Metric::name).limit(SHOWN).toList();
    return names.isEmpty()
        ? ": there is none but the runtime's own."
        : "; there are %s. If one is it, write the rule by it.".formatted(String.join(", ", names));
  }

  private String seen(String name) {
    return seen(metric(name), look);
  }

  private Metric metric(String name) {
    return Objects.requireNonNull(look.second().metrics().get(name));
  }

  /** What was seen of a metric. */
  static String seen(Metric metric, Look look) {
    String series =
        metric.texts().size() == 1 ? "" : ", sum of %d series".formatted(metric.texts().size());
    String change =
        look.seconds() == 0
            ? ""
            : "; in %d s it %s"
                .formatted(
                    look.seconds(),
                    look.change(metric) == 0
                        ? "did not change"
                        : "changed by " + Numbers.format(look.change(metric)));
    return "Seen: %s was %s%s%s"
        .formatted(metric.name(), Numbers.format(metric.sum()), series, change);
  }

  private static Predicate<String> named(String words) {
    return Pattern.compile("(^|_)(" + words + ")(_|$)").asPredicate();
  }
}
