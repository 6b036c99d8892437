package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.Past.Seen;
import dev.stuckpod.operator.readings.Past.Told.Given;
import dev.stuckpod.operator.readings.Past.Told.Missing;
import dev.stuckpod.operator.readings.Ticks;
import dev.stuckpod.operator.replay.Outcome;
import dev.stuckpod.operator.replay.PastPod;
import dev.stuckpod.operator.replay.PastPods;
import dev.stuckpod.operator.replay.Replay;
import dev.stuckpod.operator.rules.Rule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges a policy's pods over a time that is over.
 *
 * @param names a regular expression of the names of pods; null: those like the ones selected now
 */
record Simulation(
    KubernetesClient client,
    Route route,
    StuckPolicy policy,
    Criteria criteria,
    @Nullable String names) {

  /** Everything is asked for at most so often: some minutes of a source's time. */
  private static final int MOST_ASKED = 20_000;

  /** When pods began and ended is known to a minute, or of a long time to four. */
  private static final Duration SIGHTING = Duration.ofMinutes(1);

  private static final Duration LONG_SIGHTING = Duration.ofMinutes(4);
  private static final Duration LONG = Duration.ofHours(6);

  /**
   * Pods that the policy selects now.
   *
   * @param unclear why it cannot be said of others which container is the app's
   */
  private record Selected(List<PodFacts> pods, List<String> unclear) {}

  /** Tells what it comes to. */
  Told over(Ticks ticks, Consumer<Instant> progress) throws CommandException {
    long began = System.nanoTime();
    Selected selected = selected();
    var pods = new PastPods(selected.pods());
    List<Seen> seen = seen(pods, ticks);
    List<PastPod> all = pods.during(seen, ticks);
    if (all.isEmpty()) {
      throw new CommandException(
          "The policy selects no pod of namespace %s now, and whom it selected is recorded nowhere: give their names as --pods REGEX"
              .formatted(client.getNamespace()));
    }
    Outcome outcome =
        new Replay(criteria, route.source(), route.past(), client.getNamespace(), all, MOST_ASKED)
            .over(ticks, progress);
    int gone = all.size() - selected.pods().size();
    return new Told(
        policy.getMetadata().getName(),
        client.getNamespace(),
        ticks.from().toString(),
        ticks.to().toString(),
        outcome.until().toString(),
        stopped(outcome, ticks),
        Durations.format(ticks.step()),
        Durations.format(criteria.hold()),
        new Told.Pods(all.size(), gone),
        outcome.firings().stream()
            .map(
                one ->
                    new Told.Fired(
                        one.at().toString(),
                        one.pod(),
                        one.since().toString(),
                        one.until().toString(),
                        one.why().told(),
                        one.also()))
            .toList(),
        outcome.rules().stream()
            .map(
                one ->
                    new Told.OfRule(
                        one.rule(), one.fired(), one.pods(), one.unknownShare(), one.unknown()))
            .toList(),
        notKnown(selected, all, gone, ticks),
        new Told.Cost(
            route.where(),
            route.sent().get(),
            Duration.ofNanos(System.nanoTime() - began).toSeconds()));
  }

  private static @Nullable String stopped(Outcome outcome, Ticks ticks) {
    if (outcome.failed() != null) {
      return outcome.failed().failure() + ": " + outcome.failed().message();
    }
    return outcome.until().isBefore(ticks.to())
        ? "so often does a rule look as if it held that %,d questions were asked: choose a shorter time, a larger --step, or a stricter rule"
            .formatted(MOST_ASKED)
        : null;
  }

  private Selected selected() {
    var pods = new ArrayList<PodFacts>();
    var unclear = new ArrayList<String>();
    client.pods().withLabelSelector(policy.getSpec().selector()).list().getItems().stream()
        .map(PodView::of)
        .filter(view -> !view.over())
        .forEach(
            view -> {
              switch (AppContainer.of(view, policy.getSpec().container())) {
                case AppContainer.Found(String app) -> pods.add(PodFacts.of(view, app));
                case AppContainer.NotFound(var _, String message) -> unclear.add(message);
              }
            });
    return new Selected(pods, unclear);
  }

  private List<Seen> seen(PastPods pods, Ticks ticks) throws CommandException {
    String wanted = names == null ? pods.names() : names;
    if (wanted.isEmpty()) {
      return List.of();
    }
    Duration length = Duration.between(ticks.from(), ticks.to());
    Duration step = length.compareTo(LONG) > 0 ? LONG_SIGHTING : SIGHTING;
    // the last one is the end, and the first one before the beginning
    Instant from = ticks.to().minus(step.multipliedBy(length.dividedBy(step) + 1));
    return switch (route
        .past()
        .seen(criteria.rules(), client.getNamespace(), wanted, Ticks.of(from, ticks.to(), step))) {
      case Given(List<Seen> all) ->
          all.stream().filter(one -> names != null || pods.isLike(one.pod())).toList();
      case Missing(var why) -> throw new CommandException(why.failure() + ": " + why.message());
    };
  }

  private List<String> notKnown(Selected selected, List<PastPod> all, int gone, Ticks ticks) {
    var sentences = new ArrayList<>(selected.unclear());
    if (gone > 0) {
      sentences.add(
          "%s because %s; when containers of who is gone were restarted, whether they were ready, and on which nodes is recorded nowhere."
              .formatted(
                  gone == 1
                      ? "Gone is 1 pod, which counts"
                      : "Gone are %d pods, which count".formatted(gone),
                  names == null
                      ? gone == 1
                          ? "its name begins like those of pods that the policy selects now"
                          : "their names begin like those of pods that the policy selects now"
                      : "--pods matches"));
    }
    long restarted =
        all.stream()
            .filter(
                pod ->
                    pod.to().equals(Instant.MAX) && pod.from().isBefore(pod.latest().startedAt()))
            .count();
    if (restarted > 0) {
      sentences.add(
          "Of %d of the pods the container has run for a part of this time only: what ran before counts as one container, as its restarts are recorded nowhere."
              .formatted(restarted));
    }
    String hangs = named(Rule.ScrapeHang.class);
    if (!hangs.isEmpty()) {
      sentences.add(
          "Whether pods answered the operator's own scrapes is recorded nowhere, so scrapeHang of rule %s cannot hold here: DirectScrapeDue is when it would have tried."
              .formatted(hangs));
    }
    String locks = named(Rule.LockWait.class);
    if (!locks.isEmpty()) {
      sentences.add(
          "What sidecars have seen of locks is recorded nowhere, so lockWait of rule %s cannot be told here."
              .formatted(locks));
    }
    Set<String> ofLimits =
        criteria.rules().stream()
            .filter(rule -> rule instanceof Rule.Clauses clauses && clauses.needsLimit())
            .map(Rule::name)
            .collect(Collectors.toSet());
    if (!ofLimits.isEmpty()) {
      sentences.add(
          "What CPU limits were is recorded nowhere: rule %s is held against those of now, and of who is gone against those of pods like it."
              .formatted(String.join(", ", ofLimits)));
    }
    if (!ticks.step().equals(criteria.interval())) {
      sentences.add(
          "The operator judges this policy every %s: at another --step it is noticed a little earlier or later."
              .formatted(Durations.format(criteria.interval())));
    }
    return sentences;
  }

  private String named(Class<? extends Rule> kind) {
    return criteria.rules().stream()
        .filter(kind::isInstance)
        .map(Rule::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
