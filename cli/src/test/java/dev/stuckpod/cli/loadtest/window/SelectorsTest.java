package dev.stuckpod.cli.loadtest.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {

  @Test
  void labelsAreThoseOfKubectl() {
    LabelSelector selector =
        Selectors.parse("app=cable, tier==web,example.com/team = a-b.c, empty=");

    assertThat(selector.getMatchLabels())
        .isEqualTo(Map.of("app", "cable", "tier", "web", "example.com/team", "a-b.c", "empty", ""));
    assertThat(selector.getMatchExpressions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "track in (a, b)    | track | In           | [a, b]",
        "track notin (a,b)  | track | NotIn        | [a, b]",
        "track!=a           | track | NotIn        | [a]",
        "track              | track | Exists       | []",
        "!track             | track | DoesNotExist | []",
      })
  void expressionsAreThoseOfKubectl(String text, String key, String operator, String values) {
    LabelSelector selector = Selectors.parse("app=cable," + text);

    assertThat(selector.getMatchLabels()).isEqualTo(Map.of("app", "cable"));
    assertThat(selector.getMatchExpressions()).hasSize(1);
    var expression = selector.getMatchExpressions().getFirst();
    assertThat(expression.getKey()).isEqualTo(key);
    assertThat(expression.getOperator()).isEqualTo(operator);
    assertThat(expression.getValues()).hasToString(values);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "app=cable,",
        "=cable",
        "app=a b",
        "app=cable;x",
        "app>3",
        "a in b",
        "a in (b",
        "-a",
        "a=-b",
        "a in (b, c!)",
        "app='cable'",
      })
  void whatIsNoSelectorIsRefused(String text) {
    assertThatThrownBy(() -> Selectors.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a selector: write labels as app=cable");
  }
}
