package dev.stuckpod.operator.readings.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.rules.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFailedTest {

  private static final Rule RULE = new Rule.OwnQuery("greedy", "x", "y");

  @ParameterizedTest
  @CsvSource({
    "AnswerTooLarge, The answer is large., Rule greedy: The answer is large.",
    "QueryRejected, The source rejects it., Rule greedy: The source rejects it.",
    "QueryRejected, Rule greedy returns nothing., Rule greedy returns nothing.",
    "SourceUnreachable, It does not answer., It does not answer."
  })
  void namesTheRuleWhoseQueryIsToBlame(Failure failure, String message, String told) {
    assertThat(new QueryFailed(failure, message).of(RULE).answer())
        .isEqualTo(new Answer.Missing(failure, told));
  }
}
