package dev.stuckpod.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.ClauseNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation.RuleNow;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks of a real API server, behind which a played operator answers, or nobody does. */
@WithApiServer
class ExplainIT {

  private static final String NAMESPACE = "explain";

  private final KubernetesClient client;
  private final Person person;
  private volatile @Nullable String asked;

  ExplainIT(KubernetesClient server, ApiServer where, @TempDir Path folder) throws IOException {
    Namespaces.apply(server, NAMESPACE);
    this.client = Namespaces.client(server, NAMESPACE);
    this.person = Person.of(where, NAMESPACE, folder);
  }

  @BeforeEach
  void runAPod() {
    Pod pod = PlainPod.of(NAMESPACE, "hub");
    pod.getMetadata().setLabels(Map.of("app", "hub"));
    client.resource(pod).create();
  }

  @AfterEach
  void clear() {
    person.close();
    client.pods().withGracePeriod(0).delete();
    client.resources(StuckPolicy.class).delete();
  }

  @Test
  void everyClauseIsShownAndTheQuestionIsWithdrawn() throws Exception {
    policy("frozen", "hub");
    policy("others", "till");

    try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> answered = operator.submit(this::answer);
      assertThat(person.types("explain", "pod/hub")).isZero();
      answered.get();
    }

    assertThat(person.sees())
        .startsWith("Policy frozen, mode Shadow: does not fire\n")
        .contains("  Rule no-progress, window 1m, read at 2026-01-15T12:00:00Z: Progressing")
        .containsPattern("holds +while +hub_clients +5000 +more than 100\n")
        .containsPattern("does not +counters +hub_sent_total +312/s +at most 1/s\n")
        .doesNotContain("others");
    assertThat(read("frozen").getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void programsGetTheSameAsJson() throws Exception {
    policy("frozen", "hub");

    try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> answered = operator.submit(this::answer);
      assertThat(person.types("explain", "hub", "-o", "json")).isZero();
      answered.get();
    }

    JsonNode told = Serialization.unmarshal(person.sees(), JsonNode.class);
    assertThat(told.at("/policies/0/explanation/rules/0/clauses/1/holds").isBoolean()).isTrue();
    assertThat(told.at("/policies/0/explanation/rules/0/clauses/1/value").asText())
        .isEqualTo("312/s");
  }

  @Test
  void anotherTimeIsAskedForAndTold() throws Exception {
    policy("frozen", "hub");

    try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> answered = operator.submit(this::answer);
      assertThat(person.types("explain", "hub", "--at", "2026-01-15T13:00:00+01:00")).isZero();
      answered.get();
    }

    assertThat(asked).endsWith(" 2026-01-15T12:00:00Z");
    assertThat(person.sees())
        .startsWith("Policy frozen, mode Shadow: did not fire at 2026-01-15T12:00:00Z\n");
  }

  @Test
  void whatAnOperatorOfBeforeTellsOfNowIsNotShown() throws Exception {
    policy("frozen", "hub");

    try (var operator = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> answered = operator.submit(this::answer);
      assertThat(person.types("explain", "hub", "--at", "10m")).isEqualTo(1);
      answered.get();
    }

    assertThat(person.sees())
        .contains("The operator is of a version that knows no --at")
        .doesNotContain("312/s");
  }

  @Test
  void whatIsNoTimeOrNotOverIsRefused() {
    assertThat(person.types("explain", "hub", "--at", "yesterday")).isEqualTo(1);
    assertThat(person.types("explain", "hub", "--at", "2999-01-01T00:00:00Z")).isEqualTo(1);

    assertThat(person.isTold())
        .contains("--at 'yesterday' is no time: write it as 2026-01-15T12:00:00Z")
        .contains("--at 2999-01-01T00:00:00Z is not over yet");
  }

  @Test
  void whereNobodyAnswersTheStatusIsShownAndThatItIsNotAnAnswer() {
    StuckPolicy policy = policy("frozen", "hub");
    policy.setStatus(
        StuckPolicyStatusBuilder.builder()
            .notFiring(List.of(new PodNote("hub", "CounterMoves", "hub_sent_total grew.")))
            .build());
    client.resource(policy).updateStatus();

    assertThat(person.types("explain", "hub", "--timeout", "3")).isEqualTo(1);

    assertThat(person.sees())
        .contains("Policy frozen, mode Shadow: no answer")
        .contains("The operator has not answered within 3 s")
        .contains("Its status says: CounterMoves: hub_sent_total grew.");
    assertThat(person.isTold())
        .contains("Waiting for the operator, 3 s at most: it answers when it judges frozen next.");
    assertThat(read("frozen").getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void aPodThatNoPolicySelectsIsToldAsThat() {
    policy("others", "till");

    assertThat(person.types("explain", "hub")).isZero();

    assertThat(person.sees())
        .contains("No StuckPolicy of namespace explain selects pod hub (of 1 there)");
  }

  @Test
  void whoIsNotThereIsNamed() {
    assertThat(person.types("explain", "nobody")).isEqualTo(1);
    assertThat(person.types("explain", "hub", "--policy", "none")).isEqualTo(1);

    assertThat(person.isTold())
        .contains("There is no pod 'nobody' in namespace explain")
        .contains("There is no StuckPolicy 'none' in namespace explain");
  }

  /** Does what the operator does: PolicyIT of the operator holds that it really does. */
  private void answer() {
    await().until(() -> ask() != null);
    asked = ask();
    StuckPolicy policy = read("frozen");
    policy.setStatus(
        StuckPolicyStatusBuilder.builder()
            .explanation(
                new Explanation(
                    Objects.requireNonNull(ask()),
                    "hub",
                    "2026-01-15T12:00:00Z",
                    "20s",
                    null,
                    null,
                    List.of(
                        new RuleNow(
                            "no-progress",
                            "1m",
                            "Progressing",
                            "CounterMoves",
                            "hub_sent_total grew by 312/s in the last 1m: more than 1.",
                            "2026-01-15T12:00:00Z",
                            List.of(
                                new ClauseNow(
                                    "while", "hub_clients", "5000", "more than 100", true, "Work."),
                                new ClauseNow(
                                    "counters",
                                    "hub_sent_total",
                                    "312/s",
                                    "at most 1/s",
                                    false,
                                    "It grew."))))))
            .build());
    client.resource(policy).updateStatus();
  }

  private @Nullable String ask() {
    Map<String, String> annotations = read("frozen").getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Explanation.ASK);
  }

  private StuckPolicy read(String name) {
    return client.resources(StuckPolicy.class).withName(name).get();
  }

  private StuckPolicy policy(String name, String app) {
    return client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: StuckPolicy
                metadata: {name: %s}
                spec:
                  selector: {matchLabels: {app: %s}}
                  mode: Shadow
                  stuckWhen:
                    any:
                    - name: no-progress
                      noProgress: {while: [{metric: hub_clients, above: 100}], counters: [{metric: hub_sent_total}]}
                """
                    .formatted(name, app),
                StuckPolicy.class))
        .create();
  }
}
