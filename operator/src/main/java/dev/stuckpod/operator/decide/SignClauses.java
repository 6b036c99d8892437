package dev.stuckpod.operator.decide;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.operator.decide.Decision.Progressing;
import dev.stuckpod.operator.decide.Decision.Unknown;
import dev.stuckpod.operator.readings.Fact;
import dev.stuckpod.operator.readings.PodReadings.Facts;
import dev.stuckpod.operator.readings.PodReadings.Work;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Sign;
import java.time.Duration;
import java.time.Instant;

/** Holds each sign of a rule against readings of a pod. */
final class SignClauses {

  /** Clocks of machines differ; by more than so many seconds, a time says nothing. */
  private static final double MOST_AHEAD = 60;

  /** Who is throttled uses a little more or less than the limit, and rates are computed. */
  private static final double MOST_OF_LIMIT = 1.2;

  private final Rule.Clauses rule;
  private final PodFacts pod;
  private final ProgressClauses clauses;
  private final Instant at;
  private final String window;

  SignClauses(Rule.Clauses rule, PodFacts pod, ProgressClauses clauses, Instant at) {
    this.rule = rule;
    this.pod = pod;
    this.clauses = clauses;
    this.at = at;
    this.window = Durations.format(rule.window());
  }

  Clause of(Sign sign, Work own) {
    return switch (sign) {
      case Sign.AtLeast(Metric counter, double perSecond) ->
          busy(counter, used(counter, own), perSecond, "");
      case Sign.OfLimit ofLimit -> busy(ofLimit, used(ofLimit.counter(), own));
      case Sign.Stopped(Metric counter) -> stopped(counter, own.of(counter));
      case Sign.Grows grows -> queue(grows, own.of(grows.gauge()));
      case Sign.Older older -> beat(older, own.of(older.timestamp()));
      case Sign.Share share -> share(share, own);
    };
  }

  /** A series that has just come says what was used in its whole life: that is no growth. */
  private static double used(Metric counter, Work own) {
    return own.of(counter).sum(Fact.Rate);
  }

  private Clause busy(Sign.OfLimit sign, double rate) {
    Metric counter = sign.counter();
    double limit = CpuLimits.cores(pod);
    String part =
        ", %s of the CPU limit of %s".formatted(Numbers.format(sign.part()), Numbers.format(limit));
    if (!(limit > 0)) {
      return Clause.fails("busy", counter, "", "a CPU limit", CpuLimits.none(rule, pod));
    }
    if (rate > MOST_OF_LIMIT * limit) {
      return Clause.fails(
          "busy",
          counter,
          Numbers.format(rate) + "/s",
          "at least %s/s%s".formatted(Numbers.format(sign.part() * limit), part),
          new Unknown(
              Reason.CpuAboveLimit,
              "%s grew by %s/s in the last %s, and the CPU limit is %s: that was higher then, or the metric is of more than container %s, or not in seconds, or the node enforces no limits: give the rule cores."
                  .formatted(
                      counter,
                      Numbers.format(rate),
                      window,
                      Numbers.format(limit),
                      pod.container())));
    }
    return busy(counter, rate, sign.part() * limit, part);
  }

  /**
   * Tells whether so much is used.
   *
   * @param part of what that is so much; empty where it is of nothing
   */
  private Clause busy(Metric counter, double rate, double atLeast, String part) {
    String perSecond = Numbers.format(rate) + "/s";
    String least = Numbers.format(atLeast);
    String threshold = "at least %s/s%s".formatted(least, part);
    if (!(rate >= atLeast - ProgressClauses.EPSILON)) {
      return Clause.fails(
          "busy",
          counter,
          perSecond,
          threshold,
          new Progressing(
              Reason.NotBusy,
              "%s grew by %s in the last %s: from %s on it counts as busy%s."
                  .formatted(counter, perSecond, window, least, part)));
    }
    return Clause.holds(
        "busy",
        counter,
        perSecond,
        threshold,
        "%s grew by %s for %s: at least %s counts as busy%s."
            .formatted(counter, perSecond, window, least, part));
  }

  private Clause stopped(Metric counter, Facts facts) {
    String threshold = "no growth";
    double value = facts.sum(Fact.Value);
    String counted = Numbers.format(value);
    if (facts.sum(Fact.Resets) > 0) {
      return Clause.fails("stopped", counter, "reset", threshold, clauses.reset(counter));
    }
    double rate = clauses.rate(facts);
    if (!(rate <= ProgressClauses.EPSILON)) {
      String perSecond = Numbers.format(rate) + "/s";
      return Clause.fails(
          "stopped",
          counter,
          perSecond,
          threshold,
          new Progressing(
              Reason.CounterMoves,
              "%s grew by %s in the last %s.".formatted(counter, perSecond, window)));
    }
    if (!(value > 0)) {
      return Clause.fails(
          "stopped",
          counter,
          counted,
          threshold,
          never(counter, "it has not counted anything yet"));
    }
    return Clause.holds(
        "stopped",
        counter,
        "0/s",
        threshold,
        "%s stood at %s for %s.".formatted(counter, counted, window));
  }

  private Clause queue(Sign.Grows sign, Facts facts) {
    Metric gauge = sign.gauge();
    String by = Numbers.format(sign.by());
    String threshold = "at least %s more".formatted(by);
    if (facts.get(Fact.Then).isEmpty() || facts.get(Fact.Min).isEmpty()) {
      return Clause.fails(
          "grows",
          gauge,
          "",
          threshold,
          new Unknown(
              Reason.MetricAbsent,
              "No series of %s was there throughout the last %s.".formatted(gauge, window)));
    }
    String then = Numbers.format(facts.sum(Fact.Then));
    String now = Numbers.format(facts.sum(Fact.Value));
    double more = facts.sum(Fact.Value) - facts.sum(Fact.Then);
    double least = facts.sum(Fact.Min);
    String path =
        "%s went from %s to %s in the last %s, its least was %s"
            .formatted(gauge, then, now, window, Numbers.format(least));
    if (!(more >= sign.by()) || !(least > 0)) {
      return Clause.fails(
          "grows",
          gauge,
          Numbers.format(more) + " more",
          threshold,
          new Progressing(
              Reason.QueueDrains,
              "%s: it counts as growing from %s more on, if it was never empty."
                  .formatted(path, by)));
    }
    return Clause.holds(
        "grows",
        gauge,
        Numbers.format(more) + " more",
        threshold,
        "%s: from %s more on it counts as growing.".formatted(path, by));
  }

  private Clause beat(Sign.Older sign, Facts facts) {
    Metric timestamp = sign.timestamp();
    String than = Durations.format(sign.than());
    String threshold = "more than %s ago".formatted(than);
    double newest = facts.sum(Fact.Newest);
    if (!(newest > 0)) {
      return Clause.fails(
          "heartbeat",
          timestamp,
          Numbers.format(newest),
          threshold,
          never(timestamp, "no time was noted yet"));
    }
    double age = at.toEpochMilli() / 1000.0 - newest;
    if (!(age >= -MOST_AHEAD)) {
      return Clause.fails(
          "heartbeat",
          timestamp,
          Numbers.format(newest),
          threshold,
          new Unknown(
              Reason.ClocksDiffer,
              "%s is %s, which lies in the source's future: give it seconds since 1970, and let the clocks agree."
                  .formatted(timestamp, Numbers.format(newest))));
    }
    String ago = Durations.format(Duration.ofSeconds(Math.max(0, Math.round(age)))) + " ago";
    if (!(age > sign.than().toMillis() / 1000.0)) {
      return Clause.fails(
          "heartbeat",
          timestamp,
          ago,
          threshold,
          new Progressing(
              Reason.HeartbeatSeen,
              "%s was %s: up to %s is no silence.".formatted(timestamp, ago, than)));
    }
    double changes = facts.sum(Fact.Changes);
    if (changes > 0) {
      return Clause.fails(
          "heartbeat",
          timestamp,
          ago,
          threshold,
          new Progressing(
              Reason.HeartbeatSeen,
              "%s was %s and changed %s times in the last %s: whoever writes it is alive, and its clock is behind."
                  .formatted(timestamp, ago, Numbers.format(changes), window)));
    }
    return Clause.holds(
        "heartbeat",
        timestamp,
        ago,
        threshold,
        "%s was %s: more than %s is too long.".formatted(timestamp, ago, than));
  }

  private Clause share(Sign.Share sign, Work own) {
    String threshold = "at least %s of %s".formatted(Numbers.format(sign.atLeast()), sign.whole());
    var low = own.of(sign.part()).get(Fact.Min);
    double whole = own.of(sign.whole()).sum(Fact.Max);
    if (low.isEmpty() || !(whole > 0)) {
      return Clause.fails(
          "share",
          sign.part(),
          "",
          threshold,
          new Unknown(
              Reason.MetricAbsent,
              "%s was not there throughout the last %s, or %s is 0."
                  .formatted(sign.part(), window, sign.whole())));
    }
    String numbers =
        "%s was %s or more for %s, of %s at most (%s)"
            .formatted(
                sign.part(),
                Numbers.format(low.getAsDouble()),
                window,
                Numbers.format(whole),
                sign.whole());
    String ratio = Numbers.format(low.getAsDouble() / whole);
    if (!(low.getAsDouble() >= sign.atLeast() * whole - ProgressClauses.EPSILON)) {
      return Clause.fails(
          "share",
          sign.part(),
          ratio,
          threshold,
          new Progressing(Reason.ThreadsRun, "%s: a part of %s.".formatted(numbers, ratio)));
    }
    return Clause.holds(
        "share", sign.part(), ratio, threshold, "%s: a part of %s.".formatted(numbers, ratio));
  }

  private static Unknown never(Metric metric, String why) {
    return new Unknown(Reason.NeverCounted, "%s: %s.".formatted(metric, why));
  }
}
