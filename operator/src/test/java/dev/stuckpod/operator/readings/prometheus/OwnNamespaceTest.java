package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.rules.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which queries of users' own may be asked, and what is said of the others. */
class OwnNamespaceTest {

  private static final String PINNED = "queue{namespace=\"shop\"}";

  @Test
  void admitsWhatPinsTheNamespaceInEverySelector() throws QueryFailed {
    Rule.OwnQuery admitted =
        OwnNamespace.admit(
            new Rule.OwnQuery("own", PINNED + " > 3 # long", "{\"queue\", namespace='shop'}"),
            scope(null));

    assertThat(admitted)
        .isEqualTo(
            new Rule.OwnQuery(
                "own",
                "queue { namespace = \"shop\" } > 3",
                "{ \"queue\" , namespace = \"shop\" }"));
  }

  @Test
  void theLabelIsTheOneThatTheSourceNames() throws QueryFailed {
    var labels = new LabelNames("kubernetes_namespace", null, null);
    String query = "queue{kubernetes_namespace=\"shop\"}";

    assertThat(OwnNamespace.admit(new Rule.OwnQuery("own", query, query), scope(labels)).query())
        .isEqualTo("queue { kubernetes_namespace = \"shop\" }");
    assertThat(refused(PINNED, PINNED, labels))
        .hasMessageContaining("write kubernetes_namespace=\"shop\" into the braces");
  }

  @Test
  void saysWhichSelectorReadsMoreAndWhatToWrite() {
    assertThat(refused(PINNED + " and up == 0", PINNED, null))
        .returns(Failure.QueryNotScoped, QueryFailed::failure)
        .hasMessage(
            "Its query reads other namespaces' metrics by up: write namespace=\"shop\" into the"
                + " braces of every selector, or ask the administrator for ownQueries: Any in the"
                + " MetricsSource.");
    assertThat(refused(PINNED, "queue{namespace=\"vault\"}", null))
        .hasMessageStartingWith("Its presence reads other namespaces' metrics by queue{…}:");
  }

  @Test
  void aPatternIsNoPin() {
    assertThat(refused("queue{namespace=~\"shop|vault\"}", PINNED, null)).isNotNull();
    assertThat(refused("queue{namespace!=\"vault\"}", PINNED, null)).isNotNull();
    assertThat(refused("{namespace=\"shop\"} or {pod=\"a\"}", PINNED, null)).isNotNull();
  }

  @Test
  void saysWhatCannotBeChecked() {
    assertThat(refused("info(" + PINNED + ")", PINNED, null))
        .returns(Failure.QueryNotScoped, QueryFailed::failure)
        .hasMessage(
            "Whether its query reads nothing but namespace shop cannot be checked (info() may read"
                + " series beside its arguments, or is not known): write it in plain PromQL, or ask"
                + " the administrator for ownQueries: Any in the MetricsSource.");
  }

  private static @Nullable QueryFailed refused(
      String query, String presence, @Nullable LabelNames labels) {
    return catchThrowableOfType(
        QueryFailed.class,
        () -> OwnNamespace.admit(new Rule.OwnQuery("own", query, presence), scope(labels)));
  }

  private static Scope scope(@Nullable LabelNames labels) {
    return Scope.of("shop", labels, List.of());
  }
}
