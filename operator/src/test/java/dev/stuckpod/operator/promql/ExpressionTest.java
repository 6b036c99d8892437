package dev.stuckpod.operator.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of PromQL, and that all else is refused. */
class ExpressionTest {

  static List<Queries.Row> plain() {
    return Queries.PLAIN;
  }

  @ParameterizedTest
  @MethodSource("plain")
  void findsEverySelector(Queries.Row row) throws NotUnderstood {
    assertThat(Expression.read(row.query()).selectors())
        .extracting(Queries::written)
        .containsExactlyElementsOf(row.selectors());
  }

  @ParameterizedTest
  @MethodSource("plain")
  void writesWhatItReadsAgain(Queries.Row row) throws NotUnderstood {
    Expression once = Expression.read(row.query());
    assertThat(Expression.read(once.text())).isEqualTo(once);
  }

  @Test
  void writesTextInOneWayAndNoComments() throws NotUnderstood {
    assertThat(Expression.read("a{b=`c\\`,d='\"'} # e\n > 1[5m : 1m]").text())
        .isEqualTo("a { b = \"c\\\\\" , d = \"\\\"\" } > 1 [5m:1m]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "a b",
        "a)",
        "(a",
        "a) or (b",
        "a{b=\"c\"",
        "a{b=\"c\" or d=\"e\"}",
        "a{b=\"c\"}{d=\"e\"}",
        "a{b=c}",
        "a{b}",
        "a{b=\"c\"+\"d\"}",
        "a{\"b\" \"c\"}",
        "a{b=\"c}",
        "a{b=\"\\x63\"}",
        "a{b=\"\u0001\"}",
        "a[5m",
        "a[b]",
        "a[5]m",
        "a offset b",
        "a @ b",
        "a @ start",
        "a + offset",
        "a + bool",
        "a + on b",
        "a + on (b{}) c",
        "by",
        "sum by (a{}) (b)",
        "sum by a (b)",
        "sum(a,)",
        "rate(a,,b)",
        "info(a)",
        "info(a, {b=\"c\"})",
        "Rate(a[5m])",
        "union(a, b)",
        "WITH (x = a) x",
        "a default b",
        "a keep_metric_names",
        "a if b",
        "1e",
        "1abc",
        "0x",
        "5mm",
        "a\u00a0b",
        "\u00e4",
        "a\\.b",
        "a;b",
        "$a",
        "a = b",
        "{{}}"
      })
  void understandsNothingElse(String query) {
    assertThatThrownBy(() -> Expression.read(query))
        .isInstanceOf(NotUnderstood.class)
        .message()
        .isNotBlank();
  }

  @Test
  void boundsHowDeepItGoes() throws NotUnderstood {
    assertThat(Expression.read("(".repeat(31) + "a" + ")".repeat(31)).selectors()).hasSize(1);
    assertThatThrownBy(() -> Expression.read("(".repeat(100_000)))
        .hasMessageContaining("more than 32 parentheses");
  }

  @Test
  void saysWhereItDoesNotUnderstand() {
    assertThatThrownBy(() -> Expression.read("a > 1 keep_metric_names"))
        .hasMessage("keep_metric_names at character 7 is not expected");
    assertThatThrownBy(() -> Expression.read("a{b=\"c\"} > $x"))
        .hasMessage("$x at character 12 is not understood");
    assertThatThrownBy(() -> Expression.read("a +"))
        .hasMessage("the end at character 4 is not expected");
  }
}
