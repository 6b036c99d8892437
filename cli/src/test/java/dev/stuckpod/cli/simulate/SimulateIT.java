package dev.stuckpod.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.PlainPod;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A policy of a file, pods of a real API server, and what a real Prometheus has recorded. */
@WithApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulateIT {

  private static final String NAMESPACE = "simulate";
  private static final int HOUR = 3600;
  private static final int FROZEN = 1800;

  private final KubernetesClient client;
  private final Person person;
  private final Prometheus prometheus;
  private final Path folder;

  SimulateIT(KubernetesClient server, ApiServer where, @TempDir Path folder) throws Exception {
    this.folder = folder;
    Namespaces.apply(server, NAMESPACE);
    this.client = Namespaces.client(server, NAMESPACE);
    this.person = Person.of(where, NAMESPACE, folder);
    var past = new Past();
    hub(past, "hub-0", 0, FROZEN);
    hub(past, "hub-1", 0, 0);
    hub(past, "hub-2", FROZEN, FROZEN + 600);
    hub(past, "hubble-0", 0, FROZEN);
    this.prometheus = Prometheus.knowing(past);
  }

  @BeforeAll
  void runPods() {
    for (String name : new String[] {"hub-0", "hub-1"}) {
      Pod pod = PlainPod.of(NAMESPACE, name);
      pod.getMetadata().setLabels(Map.of("app", "hub"));
      Pod made = client.resource(pod).create();
      made.setStatus(
          new PodStatusBuilder()
              .withPhase("Running")
              .addToConditions(
                  new PodConditionBuilder().withType("Ready").withStatus("True").build())
              .addToContainerStatuses(
                  new ContainerStatusBuilder()
                      .withName("app")
                      .withImage("app:1")
                      .withImageID("app@1")
                      .withContainerID("containerd://" + name)
                      .withReady(true)
                      .withRestartCount(0)
                      .withNewResources()
                      .addToLimits("cpu", new Quantity("500m"))
                      .endResources()
                      .withNewState()
                      .withNewRunning()
                      .withStartedAt(Past.NOW.minusSeconds(2 * HOUR).toString())
                      .endRunning()
                      .endState()
                      .build())
              .build());
      client.resource(made).updateStatus();
    }
  }

  @AfterAll
  void stop() throws IOException {
    person.close();
    client.pods().withGracePeriod(0).delete();
    prometheus.close();
  }

  @AfterEach
  void nothingIsLeftInTheCluster() {
    assertThat(client.resources(StuckPolicy.class).list().getItems()).isEmpty();
  }

  @Test
  void tellsWhoWouldHaveFiredWhenAndWhyAndNobodyHealthy() throws IOException {
    assertThat(simulate(policy("above: 100"), "-o", "json")).isZero();

    JsonNode told = Serialization.unmarshal(last(), JsonNode.class);
    assertThat(told.at("/firings").findValuesAsText("pod")).containsExactly("hub-2", "hub-0");
    Instant at = Instant.parse(told.at("/firings/1/at").asText());
    assertThat(at)
        .isBetween(
            Past.NOW.minusSeconds(FROZEN - 60), Past.NOW.minusSeconds(FROZEN - 60 - 20 - 15));
    assertThat(Duration.between(Instant.parse(told.at("/firings/1/since").asText()), at))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(told.at("/firings/1/rule/clauses").findValuesAsText("clause"))
        .containsExactly("while", "counters");
    assertThat(told.at("/rules/0/fired").asInt()).isEqualTo(2);
    assertThat(told.at("/pods/all").asInt()).isEqualTo(3);
    assertThat(told.at("/pods/gone").asInt()).isEqualTo(1);
    assertThat(told.at("/step").asText()).isEqualTo("5s");
    assertThat(told.at("/until")).isEqualTo(told.at("/to"));
  }

  @Test
  void aPersonReadsTheSameWordsAsExplainHas() throws IOException {
    assertThat(simulate(policy("above: 100"))).isZero();

    assertThat(last())
        .contains(": would have fired 2 times for 2 pods")
        .containsPattern("hub-0: would have fired by rule no-progress, stuck from 2026-01-15T11:3")
        .containsPattern("holds +while +hub_clients +5000 +more than 100\n")
        .containsPattern("holds +counters +hub_sent_total +0/s +at most 0/s\n")
        .contains("Rule no-progress: fired 2 times for 2 pods; could not tell for ")
        .contains("Gone is 1 pod, which counts because its name begins like")
        .containsPattern("3 pods, 1 of them gone; [0-9]+ questions to http://127.0.0.1");
  }

  @Test
  void whoIsBusyIsHeldAgainstTheLimitOfNowAndThatIsSaid() throws IOException {
    String busy =
        """
        busyNoProgress: {ofLimit: 0.9, counters: [{metric: hub_sent_total}], window: 1m}
        """;
    String others = policy("above: 100");
    assertThat(simulate(others.substring(0, others.indexOf("noProgress:")) + busy)).isZero();

    assertThat(last())
        .contains("hub-0: would have fired by rule no-progress")
        .containsPattern(
            "holds +busy +process_cpu_seconds_total +0.49/s +at least 0.45/s, 0.9 of the CPU limit"
                + " of 0.5 as it is now\n")
        .contains("Rule no-progress: fired 2 times for 2 pods")
        .contains("What CPU limits were is recorded nowhere: rule no-progress is held");
  }

  @Test
  void aRuleThatHeldBesideAnotherIsNotToldAsOneThatNeverDid() throws IOException {
    String both =
        policy("above: 100")
            + """
                - name: standstill
                  heartbeat: {counter: {metric: hub_sent_total}, olderThan: 1m}
            """;
    assertThat(simulate(both)).isZero();

    assertThat(last())
        .contains("Rule no-progress: fired 2 times for 2 pods; could not tell")
        .contains(
            "Rule standstill: fired 0 times for 0 pods, and held 2 times when another did; could"
                + " not tell");
  }

  @Test
  void aStricterRuleWouldNotHaveFired() throws IOException {
    assertThat(simulate(policy("above: 9000"))).isZero();

    assertThat(last()).contains(": would not have fired\n").contains("Rule no-progress: fired 0 ");
  }

  @Test
  void aMetricThatThereIsNotIsToldAsWhatCouldNotBeTold() throws IOException {
    assertThat(simulate(policy("above: 100").replace("hub_sent", "hub_snt"))).isZero();

    assertThat(last())
        .contains("could not tell for 100.0 % of the time")
        .contains("MetricAbsent: Metric hub_snt_total has no series for pod hub-");
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsAsked() throws IOException {
    assertThat(simulate(policy("abov: 100"))).isEqualTo(1);
    assertThat(simulate("kind: Pod\n")).isEqualTo(1);
    assertThat(simulate(policy("above: 100"), "--step", "never")).isEqualTo(1);
    assertThat(simulate(policy("above: 100") + "  profile: anycable\n")).isEqualTo(1);
    assertThat(simulate(policy("above: 100"), "-n", "nowhere")).isEqualTo(1);
    String file = file(policy("above: 100")).toString();
    assertThat(person.types("simulate", "-f", file, "--from", "30d")).isEqualTo(1);
    assertThat(person.types("simulate", "-f", file, "--from", "200h")).isEqualTo(1);
    assertThat(simulate(policy("above: 100").replace("hub}", "nobody}"))).isEqualTo(1);
    file(policy("above: 100"));
    assertThat(person.types("simulate", "-f", file)).isEqualTo(1);

    assertThat(person.isTold())
        .contains(
            "is not a StuckPolicy: spec.stuckWhen.any[0].noProgress.while[0] has no field abov:"
                + " there are above, match, metric")
        .contains("is not a StuckPolicy: give one object with kind: StuckPolicy")
        .contains("--step: 'never' is not a duration")
        .contains("--from '30d' is no time")
        .contains("From --from to --to are more than 7 days")
        .contains(
            "The API server would not take the policy: StuckPolicy.stuckpod.dev \"hub\" is invalid:"
                + " spec: Invalid value: \"object\": a policy has either stuckWhen or profile")
        .contains("stuckpod: namespaces \"nowhere\" not found\n")
        .doesNotContain("Received status")
        .contains("The policy selects no pod of namespace simulate now")
        .contains("There is no MetricsSource default, so the operator scrapes the pods itself");
  }

  private String last() {
    String all = person.sees();
    return all.substring(
        Math.max(all.lastIndexOf("Policy hub, from"), all.lastIndexOf("{\"policy\"")));
  }

  private int simulate(String policy, String... more) throws IOException {
    String[] words = {
      "simulate",
      "-f",
      file(policy).toString(),
      "--from",
      Past.NOW.minusSeconds(HOUR).toString(),
      "--to",
      Past.NOW.minusSeconds(FROZEN - 300).toString(),
      "--source",
      prometheus.url()
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return person.types(all);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private static String policy(String above) {
    return """
    apiVersion: stuckpod.dev/v1alpha1
    kind: StuckPolicy
    metadata: {name: hub}
    spec:
      selector: {matchLabels: {app: hub}}
      stuckWhen:
        any:
        - name: no-progress
          noProgress:
            while: [{metric: hub_clients, %s}]
            counters: [{metric: hub_sent_total}]
    """
        .formatted(above);
  }

  /** A pod that has sent, until it froze; before now, in seconds. */
  private static void hub(Past past, String pod, int end, int frozen) {
    var labels =
        Map.of(
            "namespace", NAMESPACE, "pod", pod, "container", "app", "job", "hub", "instance", pod);
    past.series("hub_clients", labels, 2 * HOUR, end, 15, _ -> 5000);
    past.series(
        "hub_sent_total",
        labels,
        2 * HOUR,
        end,
        15,
        before -> 100_000 - 10 * Math.max(before, frozen));
    past.series("up", labels, 2 * HOUR, end, 15, _ -> 1);
    past.series(
        "process_cpu_seconds_total", labels, 2 * HOUR, end, 15, before -> 1e5 - 0.49 * before);
  }
}
