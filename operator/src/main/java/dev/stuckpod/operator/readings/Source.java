package dev.stuckpod.operator.readings;

import dev.stuckpod.operator.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where readings come from. */
public interface Source {

  /** A question about so few pods names them, and costs what they cost; one about more, all. */
  int FEW = 20;

  /**
   * Asks for everything that a rule is judged by.
   *
   * @param namespace of the policy: no other's series count
   * @param pods to ask about
   * @param time for which; null for the source's own now
   */
  Answer ask(Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time);

  /**
   * Asks only which pods may be stuck now, and how many can be judged at all: a few bytes, however
   * many pods there are. Every pod that the whole answer would be judged stuck by is among them.
   *
   * @param time for which; null for the source's own now
   * @param fresh how old an answer that another policy was given may be
   */
  Screening screen(
      Rule rule,
      String namespace,
      Collection<AskedPod> pods,
      @Nullable Instant time,
      Duration fresh);

  /** A sentence that says who answers, for a reader. */
  default String answers(String name) {
    return "MetricsSource %s answers.".formatted(name);
  }

  /** What came of it. */
  sealed interface Screening {

    /**
     * These may be stuck, and no others.
     *
     * @param pods their names
     * @param readable how many pods of the namespace have all that the rule asks for and are being
     *     scraped: as long as it is the same, what a whole answer said of the others still holds
     */
    record Suspects(Set<String> pods, long readable) implements Screening {}

    /** There is no short question for this rule: ask for everything. */
    record Unsuited() implements Screening {}

    /** There is no answer. */
    record Failed(Answer.Missing why) implements Screening {}
  }

  /** A source of which nothing is to be had. */
  static Source none(Answer.Missing why) {
    return new Source() {
      @Override
      public Answer ask(
          Rule rule, String namespace, Collection<AskedPod> pods, @Nullable Instant time) {
        return why;
      }

      @Override
      public Screening screen(
          Rule rule,
          String namespace,
          Collection<AskedPod> pods,
          @Nullable Instant time,
          Duration fresh) {
        return new Screening.Failed(why);
      }
    };
  }
}
