package dev.stuckpod.operator.replay;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.judging.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For which part of the time pods were what, by rule: what was decided stands until the next. */
final class Shares {

  /** What a rule said of all pods, in pod-seconds. */
  private static final class Sum {
    private final Map<Reason, Double> unknown = new EnumMap<>(Reason.class);

    /** What it said, once for each reason for which it could not tell. */
    private final Map<Reason, String> examples = new EnumMap<>(Reason.class);

    private double all;

    void add(Decision decision, double seconds) {
      all += seconds;
      if (decision instanceof Decision.Unknown(Reason reason, String message)) {
        unknown.merge(reason, seconds, Double::sum);
        examples.putIfAbsent(reason, message);
      }
    }
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private List<Judgement> standing = List.of();
  private @Nullable Instant since;

  /** Takes note of what is decided now. */
  void next(List<Judgement> verdicts, Instant now) {
    end(now);
    standing = verdicts;
    since = now;
  }

  /** What was decided last stands until now. */
  void end(Instant now) {
    if (since == null) {
      return;
    }
    double seconds = Duration.between(since, now).toMillis() / 1000.0;
    for (Judgement verdict : standing) {
      for (Judgement one : verdict.all()) {
        sums.computeIfAbsent(one.rule(), _ -> new Sum()).add(one.decision(), seconds);
      }
    }
    since = now;
  }

  /** For which part a rule could not tell, by why; the greatest first. */
  List<Outcome.Unknown> unknown(String rule) {
    Sum sum = sums.getOrDefault(rule, new Sum());
    return sum.unknown.entrySet().stream()
        .filter(one -> one.getValue() > 0)
        .sorted(Map.Entry.<Reason, Double>comparingByValue().reversed())
        .map(
            one ->
                new Outcome.Unknown(
                    one.getKey().name(),
                    one.getValue() / sum.all,
                    sum.examples.getOrDefault(one.getKey(), "")))
        .toList();
  }
}
