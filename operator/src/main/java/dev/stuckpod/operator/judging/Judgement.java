package dev.stuckpod.operator.judging;

import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is thought of a pod: of several rules' decisions the one that counts.
 *
 * @param rule whose decision it is
 * @param carriedOver whether it was decided in an earlier turn, and stands
 * @param others what the other rules say
 */
public record Judgement(
    PodFacts pod, String rule, Decision decision, boolean carriedOver, List<Judgement> others) {

  /** What one rule says. */
  public Judgement(PodFacts pod, String rule, Decision decision) {
    this(pod, rule, decision, false, List.of());
  }

  /** What was decided in an earlier turn. */
  public Judgement ofEarlier() {
    return new Judgement(pod, rule, decision, true, others);
  }

  /** One rule that matches is enough; one that cannot tell leaves it open. */
  public Judgement or(Judgement other) {
    return rank(other.decision) > rank(decision) ? other.with(this) : with(other);
  }

  /** What every rule says, the one that counts first. */
  public String message() {
    return others.isEmpty()
        ? decision.message()
        : all().stream()
            .map(one -> "Rule %s: %s".formatted(one.rule, one.decision.message()))
            .collect(Collectors.joining(" "));
  }

  /** This one, and then the others. */
  public List<Judgement> all() {
    var all = new ArrayList<Judgement>(others.size() + 1);
    all.add(this);
    all.addAll(others);
    return all;
  }

  private Judgement with(Judgement other) {
    var more = new ArrayList<>(others);
    other
        .all()
        .forEach(
            one ->
                more.add(
                    new Judgement(one.pod, one.rule, one.decision, one.carriedOver, List.of())));
    return new Judgement(pod, rule, decision, carriedOver, List.copyOf(more));
  }

  private static int rank(Decision decision) {
    return switch (decision) {
      case Decision.Stuck _ -> 2;
      case Decision.Unknown _ -> 1;
      case Decision.Progressing _ -> 0;
    };
  }
}
