package dev.stuckpod.operator.loadtest.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which pods of a namespace are a window's, row by row. */
class MembersTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** Of those that no row names there are two. */
  private static final List<PodView> PODS =
      Stream.of(
              ListedPods.of("cable-b", "{app: cable, v: '2'}", "[{name: app}]", "Running"),
              ListedPods.of("cable-a", "{app: cable}", "[{name: app}]", "Running"),
              ListedPods.of("cable-ended", "{app: cable}", "[{name: app}]", "Failed"),
              ListedPods.of("cable-new", "{app: cable}", "[{name: app}]", "Pending"),
              ListedPods.of("till", "{app: till}", "[{name: app}, {name: proxy}]", "Running"),
              ListedPods.of("till-over", "{app: till}", "[{name: a}, {name: b}]", "Succeeded"),
              ListedPods.of("bare", "{}", "[{name: app}]", "Running"))
          .map(PodView::of)
          .toList();

  /**
   * A row.
   *
   * @param expected pod and container of each
   * @param unclear pods of which it is not clear what to watch
   */
  record Row(
      String what,
      @Nullable String selector,
      List<StuckPolicy> policies,
      @Nullable String container,
      List<String> expected,
      List<String> unclear) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(
            "by a label, in the order of their names",
            "matchLabels: {app: cable}",
            List.of(),
            null,
            List.of("cable-a/app", "cable-b/app", "cable-new/app"),
            List.of()),
        new Row(
            "by an expression",
            "matchExpressions: [{key: v, operator: Exists}]",
            List.of(),
            null,
            List.of("cable-b/app"),
            List.of()),
        new Row("nobody", "matchLabels: {app: gone}", List.of(), null, List.of(), List.of()),
        new Row(
            "of two containers",
            "matchLabels: {app: till}",
            List.of(),
            null,
            List.of(),
            List.of("till")),
        new Row(
            "the one that is named",
            "matchLabels: {app: till}",
            List.of(),
            "proxy",
            List.of("till/proxy"),
            List.of()),
        new Row(
            "one that is not there",
            "matchLabels: {app: cable}",
            List.of(),
            "proxy",
            List.of(),
            List.of("cable-a", "cable-b", "cable-new")),
        new Row(
            "by policies, the first that selects it, and its container",
            null,
            List.of(
                policy("one", "{app: till}", "container: proxy"),
                policy("two", "{app: till}", "container: app"),
                policy("three", "{v: '2'}", "")),
            null,
            List.of("cable-b/app", "till/proxy"),
            List.of()),
        new Row(
            "by a policy, in the container that the window names",
            null,
            List.of(policy("one", "{app: till}", "container: proxy")),
            "app",
            List.of("till/app"),
            List.of()),
        new Row("by policies that are not there", null, List.of(), null, List.of(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void are(Row row) {
    Members members =
        Members.of(PODS, selector(row.selector()), row.policies(), row.container(), 200);
    assertThat(members.facts())
        .extracting(pod -> pod.name() + "/" + pod.container())
        .isEqualTo(row.expected());
    assertThat(members.unclear()).hasSameSizeAs(row.unclear());
    for (int i = 0; i < row.unclear().size(); i++) {
      assertThat(members.unclear().get(i)).contains("Pod " + row.unclear().get(i) + " has");
    }
    assertThat(members.leftOut()).isZero();
  }

  @Test
  void noMoreAreWatchedThanAllowedAndTheOthersCounted() {
    Members members = Members.of(PODS, selector("matchLabels: {app: cable}"), List.of(), null, 2);
    assertThat(members.facts()).extracting(PodFacts::name).containsExactly("cable-a", "cable-b");
    assertThat(members.leftOut()).isEqualTo(1);
  }

  @Test
  void whoHasEndedIsToldApart() {
    Members members = Members.of(PODS, selector("matchLabels: {app: cable}"), List.of(), null, 200);
    assertThat(members.ended())
        .extracting(member -> member.facts().name())
        .containsExactly("cable-ended");
  }

  @Test
  void aPolicySelectsThoseInWhichItMeansTheSameContainer() {
    Members members =
        Members.of(
            PODS,
            selector("matchExpressions: [{key: app, operator: Exists}]"),
            List.of(),
            "app",
            200);
    assertThat(members.of(policy("one", "{app: till}", "container: app")))
        .extracting(PodFacts::name)
        .containsExactly("till");
    assertThat(members.of(policy("one", "{app: till}", "container: proxy"))).isEmpty();
    assertThat(members.of(policy("one", "{app: till}", ""))).as("it is not clear").isEmpty();
    assertThat(members.of(policy("one", "{app: cable}", ""))).hasSize(3);
  }

  private static @Nullable LabelSelector selector(@Nullable String yaml) {
    return yaml == null ? null : YAML.unmarshal(yaml, LabelSelector.class);
  }

  private static StuckPolicy policy(String name, String labels, String more) {
    return YAML.unmarshal(
        """
        metadata: {name: %s, namespace: shop}
        spec:
          selector: {matchLabels: %s}
          %s
        """
            .formatted(name, labels, more),
        StuckPolicy.class);
  }
}
