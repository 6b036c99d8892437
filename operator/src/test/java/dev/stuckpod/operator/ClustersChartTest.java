package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.crds.network.End;
import dev.stuckpod.crds.network.Way;
import dev.stuckpod.operator.network.OwnPod;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart makes for the clusters that people have: docs/clusters.md. */
class ClustersChartTest {

  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final End POD =
      new End("shop", Map.of(SidecarContainer.LABEL, "true"), Map.of(), "", Map.of());

  @Test
  void aPodNeverWaitsLongForTheWebhookNorIsRefusedForIt() throws IOException {
    List<MutatingWebhook> webhooks = webhooks(template().call());

    assertThat(webhooks).hasSize(2);
    assertThat(webhooks)
        .allSatisfy(
            webhook -> {
              assertThat(webhook.getFailurePolicy()).isEqualTo("Ignore");
              assertThat(webhook.getTimeoutSeconds()).isBetween(1, 5);
              assertThat(webhook.getReinvocationPolicy()).isEqualTo("Never");
              assertThat(webhook.getNamespaceSelector().getMatchExpressions())
                  .as("the operator's own namespace and the cluster's")
                  .anySatisfy(
                      asked -> {
                        assertThat(asked.getKey()).isEqualTo(End.NAME);
                        assertThat(asked.getOperator()).isEqualTo("NotIn");
                        assertThat(asked.getValues()).contains("stuckpod", "kube-system");
                      });
            });
    assertThat(webhooks(template().set("injection.excludeNamespaces", "{vault}").call()))
        .as("its own namespace in any case")
        .allSatisfy(
            webhook ->
                assertThat(
                        webhook.getNamespaceSelector().getMatchExpressions().stream()
                            .filter(asked -> asked.getOperator().equals("NotIn"))
                            .flatMap(asked -> asked.getValues().stream()))
                    .contains("stuckpod", "vault"));
  }

  @Test
  void thePortOfTheWebhookIsAValue() throws IOException {
    String rendered =
        template()
            .set("injection.webhook.port", 10250)
            .set("injection.webhook.servicePort", 8443)
            .call();

    Deployment deployment = first(rendered, Deployment.class);
    var container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    assertThat(container.getPorts())
        .filteredOn(port -> port.getName().equals("webhook"))
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(10250));
    assertThat(environment(deployment)).containsEntry("WEBHOOK_PORT", "10250");
    assertThat(ChartTest.objects(rendered, Service.class))
        .filteredOn(service -> service.getMetadata().getName().equals("stuckpod-webhook"))
        .singleElement()
        .satisfies(
            service -> {
              var port = service.getSpec().getPorts().getFirst();
              assertThat(port.getPort()).isEqualTo(8443);
              assertThat(port.getTargetPort().getStrVal()).isEqualTo("webhook");
            });
    assertThat(webhooks(rendered))
        .allSatisfy(
            webhook ->
                assertThat(webhook.getClientConfig().getService().getPort()).isEqualTo(8443));
  }

  @ParameterizedTest
  @ValueSource(ints = {8080, 8081})
  void refusesAPortOfTheWebhookThatIsTaken(int port) {
    assertThatThrownBy(() -> template().set("injection.webhook.port", port).call())
        .hasMessageContaining("injection.webhook.port: " + port);
  }

  @Test
  void aNamespaceThatLetsNobodyInGetsTheOneNetworkPolicyThatAdmitsTheOperator() throws Exception {
    String rendered = template().set("networkPolicy.appNamespaces", "{shop}").call();
    List<NetworkPolicy> there = in("shop", rendered);
    NetworkPolicy deny = deny("shop", "Ingress");

    assertThat(there)
        .singleElement()
        .satisfies(one -> assertThat(one.getSpec().getPolicyTypes()).containsExactly("Ingress"));
    for (int port : List.of(7443, 7444)) {
      var way = new Way(operator(rendered), POD, port);
      assertThat(way.barriers(List.of(), List.of(deny))).hasSize(1);
      assertThat(way.barriers(List.of(), List.of(deny, there.getFirst())))
          .hasSize(port == 7443 ? 0 : 1);
    }
    var other =
        new End("stuckpod", Map.of("app", "other"), Map.of(End.NAME, "stuckpod"), "", Map.of());
    assertThat(new Way(other, POD, 7443).barriers(List.of(), List.of(deny, there.getFirst())))
        .as("nobody else of the operator's namespace")
        .hasSize(1);
    assertThat(in("shop", template().call())).as("only where it is asked for").isEmpty();
  }

  @Test
  void theOperatorGetsOutWhereItsOwnNamespaceLetsNobodyOut() throws Exception {
    String rendered = template().set("networkPolicy.egress.enabled", true).call();
    NetworkPolicy deny = deny("stuckpod", "Egress");
    var own = in("stuckpod", rendered).getFirst();
    var app = new End("shop", Map.of(), Map.of(End.NAME, "shop"), "", Map.of());
    var way = new Way(operator(rendered), app, 7443);

    assertThat(way.barriers(List.of(deny), List.of())).hasSize(1);
    assertThat(way.barriers(List.of(deny, own), List.of())).isEmpty();
    assertThat(in("stuckpod", template().call()).getFirst().getSpec().getPolicyTypes())
        .as("nothing is closed that was open")
        .containsExactly("Ingress");
  }

  @Test
  void theOperatorsPodStatesNoUserSoThatAnyMayBeGivenToIt() throws IOException {
    String rendered = template().call();
    assertThat(rendered).doesNotContain("runAsUser", "runAsGroup", "fsGroup");
    var pod = first(rendered, Deployment.class).getSpec().getTemplate().getSpec();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .as("any user can read the certificate")
        .singleElement()
        .satisfies(volume -> assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0444));

    var stated =
        first(template().set("podSecurityContext.runAsUser", 1234).call(), Deployment.class)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getSecurityContext();
    assertThat(stated.getRunAsUser()).isEqualTo(1234);
    assertThat(stated.getRunAsNonRoot()).isTrue();
    assertThat(stated.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
  }

  @Test
  void mayListNetworkPoliciesWhereItWatchesAndOfItsOwnNamespaceAndNothingElseOfThem()
      throws IOException {
    String all = template().call();
    String watched = template().set("watchNamespaces", "{shop}").call();
    String own = template().set("watchNamespaces", "{shop,stuckpod}").call();

    assertThat(ChartTest.objects(watched, Role.class))
        .filteredOn(
            role ->
                role.getRules().stream()
                    .anyMatch(rule -> rule.getResources().contains("networkpolicies")))
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("shop", "stuckpod");
    for (String rendered : List.of(all, own)) {
      assertThat(ChartTest.objects(rendered, Role.class))
          .extracting(role -> role.getMetadata().getName())
          .doesNotContain("stuckpod-network");
    }
    assertThat(all.split("networkpolicies", -1)).as("in one rule").hasSize(2);
    assertThat(all).containsPattern("resources: \\[networkpolicies\\]\n *verbs: \\[list\\]");
  }

  /** What lets nobody in, or out. */
  private static NetworkPolicy deny(String namespace, String type) {
    return new KubernetesSerialization()
        .unmarshal(
            "metadata: {name: deny, namespace: %s}\nspec: {podSelector: {}, policyTypes: [%s]}"
                .formatted(namespace, type),
            NetworkPolicy.class);
  }

  private static End operator(String rendered) throws IOException {
    OwnPod own = OwnPod.read("stuckpod", environment(first(rendered, Deployment.class)));
    assertThat(own.labels())
        .isEqualTo(
            first(rendered, Deployment.class).getSpec().getTemplate().getMetadata().getLabels());
    return new End("stuckpod", own.labels(), Map.of(End.NAME, "stuckpod"), "", Map.of());
  }

  private static Map<String, String> environment(Deployment deployment) {
    var environment = new HashMap<String, String>();
    for (EnvVar one :
        deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv()) {
      environment.put(one.getName(), String.valueOf(one.getValue()));
    }
    return environment;
  }

  private static List<NetworkPolicy> in(String namespace, String rendered) throws IOException {
    return ChartTest.objects(rendered, NetworkPolicy.class).stream()
        .filter(policy -> policy.getMetadata().getNamespace().equals(namespace))
        .toList();
  }

  private static List<MutatingWebhook> webhooks(String rendered) throws IOException {
    return first(rendered, MutatingWebhookConfiguration.class).getWebhooks();
  }

  private static <T extends HasMetadata> T first(String rendered, Class<T> type)
      throws IOException {
    return ChartTest.objects(rendered, type).getFirst();
  }

  private static HelmTemplate template() {
    return new HelmTemplate(CHART);
  }
}
