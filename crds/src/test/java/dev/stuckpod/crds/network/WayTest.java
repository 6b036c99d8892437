package dev.stuckpod.crds.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WayTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final int PORT = 7443;

  private static final End OPERATOR =
      new End(
          "stuckpod",
          Map.of("app", "operator"),
          Map.of(End.NAME, "stuckpod", "team", "platform"),
          "10.1.2.3",
          Map.of());

  private static final End POD =
      new End(
          "shop",
          Map.of("app", "hub", "tier", "front"),
          Map.of(End.NAME, "shop"),
          "10.9.8.7",
          Map.of("http", 8080, "sidecar", PORT));

  private static final Way WAY = new Way(OPERATOR, POD, PORT);
  private static final NetworkPolicy DENY = policy("deny", "podSelector: {}", "Ingress", "");

  @Test
  void withoutPoliciesNothingEndsTheWay() {
    assertThat(WAY.barriers(List.of(), List.of())).isEmpty();
  }

  @Test
  void defaultDenyIsNamedWithWhatIsMissingAndTheRemedy() {
    assertThat(WAY.barriers(List.of(), List.of(DENY)))
        .singleElement()
        .satisfies(
            barrier -> {
              assertThat(barrier.namespace()).isEqualTo("shop");
              assertThat(barrier.names()).containsExactly("deny");
              assertThat(barrier.says())
                  .isEqualTo(
                      "NetworkPolicy deny selects this pod and lets nobody from namespace stuckpod"
                          + " to port 7443 in");
              assertThat(barrier.remedy())
                  .contains("networkPolicy.appNamespaces", "metadata.name: stuckpod");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # which pods a policy selects                                                            | whether it ends the way
          podSelector: {}                                                                          | true
          podSelector: {matchLabels: {app: hub}}                                                   | true
          podSelector: {matchLabels: {app: hub, tier: back}}                                       | false
          podSelector: {matchExpressions: [{key: app, operator: In, values: [hub, cable]}]}        | true
          podSelector: {matchExpressions: [{key: app, operator: In, values: [cable]}]}             | false
          podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [cable]}]}          | true
          podSelector: {matchExpressions: [{key: none, operator: NotIn, values: [cable]}]}         | true
          podSelector: {matchExpressions: [{key: tier, operator: Exists}]}                         | true
          podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}                   | false
          podSelector: {matchLabels: {app: hub}, matchExpressions: [{key: x, operator: Exists}]}   | false
          """)
  void onlyPoliciesThatSelectThePodCount(String selector, boolean ends) {
    assertThat(WAY.barriers(List.of(), List.of(policy("one", selector, "Ingress", ""))))
        .hasSize(ends ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what is admitted                                                                        | reached
          {}                                                                                        | true
          {ports: [{port: 7443}]}                                                                   | true
          {ports: [{protocol: TCP, port: 7443}]}                                                    | true
          {ports: [{protocol: UDP, port: 7443}]}                                                    | false
          {ports: [{protocol: TCP}]}                                                                | true
          {ports: [{port: 8080}]}                                                                   | false
          {ports: [{port: 8080}, {port: 7443}]}                                                     | true
          {ports: [{port: 7000, endPort: 8000}]}                                                    | true
          {ports: [{port: 7000, endPort: 7443}]}                                                    | true
          {ports: [{port: 7444, endPort: 8000}]}                                                    | false
          {ports: [{port: http}]}                                                                   | false
          {ports: [{port: sidecar}]}                                                                | true
          {ports: [{port: nobody}]}                                                                 | false
          {from: [{namespaceSelector: {}}]}                                                         | true
          {from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: stuckpod}}}]}     | true
          {from: [{namespaceSelector: {matchLabels: {team: platform}}}]}                            | true
          {from: [{namespaceSelector: {matchLabels: {team: shop}}}]}                                | false
          {from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: operator}}}]}            | true
          {from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: other}}}]}               | false
          {from: [{podSelector: {}}]}                                                               | false
          {from: [{podSelector: {matchLabels: {app: operator}}}]}                                   | false
          {from: [{ipBlock: {cidr: 10.0.0.0/8}}]}                                                   | true
          {from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}                            | false
          {from: [{ipBlock: {cidr: 192.168.0.0/16}}]}                                               | false
          {from: [{ipBlock: {cidr: 0.0.0.0/0}}]}                                                    | true
          {from: [{ipBlock: {cidr: '::/0'}}]}                                                       | false
          {from: [{ipBlock: {cidr: nonsense}}]}                                                     | false
          {from: [{podSelector: {}}, {namespaceSelector: {matchLabels: {team: platform}}}]}         | true
          {ports: [{port: 8080}], from: [{namespaceSelector: {}}]}                                  | false
          {ports: [{port: 7443}], from: [{podSelector: {}}]}                                        | false
          """)
  void aRuleAdmitsByPortAndByWhoCalls(String rule, boolean reached) {
    NetworkPolicy admit =
        policy("admit", "podSelector: {}", "Ingress", "ingress: [%s]".formatted(rule));

    assertThat(WAY.barriers(List.of(), List.of(DENY, admit))).hasSize(reached ? 0 : 1);
    assertThat(WAY.barriers(List.of(), List.of(admit, DENY))).hasSize(reached ? 0 : 1);
  }

  @Test
  void othersOfTheNamespaceThatAreLetInAreNotSaidToBeNobody() {
    NetworkPolicy some =
        policy(
            "some",
            "podSelector: {}",
            "Ingress",
            "ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app:"
                + " prober}}}]}]");

    assertThat(WAY.barriers(List.of(), List.of(DENY, some)))
        .singleElement()
        .satisfies(
            barrier ->
                assertThat(barrier.says())
                    .isEqualTo(
                        "NetworkPolicies deny, some select this pod and let others from namespace"
                            + " stuckpod to port 7443 in, but not the operator"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what a policy of the operator's namespace says                                                  | let out
          policyTypes: [Ingress]                                                                            | true
          policyTypes: [Egress]                                                                             | false
          policyTypes: [Egress], egress: [{}]                                                               | true
          policyTypes: [Ingress, Egress], egress: [{ports: [{port: 443}]}]                                  | false
          policyTypes: [Egress], egress: [{ports: [{port: 7443}]}]                                          | true
          policyTypes: [Egress], egress: [{ports: [{port: sidecar}]}]                                       | true
          policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]                                  | true
          policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]                                        | false
          policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.9.0.0/16}}]}]                           | true
          policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {app: hub}}}]}] | true
          ingress: []                                                                                       | true
          egress: [{ports: [{port: 443}]}]                                                                  | false
          """)
  void theOperatorMustBeLetOutToo(String says, boolean out) {
    NetworkPolicy own =
        YAML.unmarshal(
            "metadata: {name: own, namespace: stuckpod}\nspec: {podSelector: {}, %s}"
                .formatted(says),
            NetworkPolicy.class);

    List<Way.Barrier> barriers = WAY.barriers(List.of(own), List.of());

    assertThat(barriers).hasSize(out ? 0 : 1);
    assertThat(barriers)
        .allSatisfy(
            barrier ->
                assertThat(barrier.says())
                    .isEqualTo(
                        "NetworkPolicy own selects the operator in namespace stuckpod and lets it"
                            + " not out to port 7443 of namespace shop"));
  }

  @Test
  void bothEndsAreNamedAndOfManyPoliciesTheFirst() {
    List<NetworkPolicy> many =
        Stream.of("e", "d", "c", "b", "a")
            .map(name -> policy(name, "podSelector: {}", "Ingress", ""))
            .toList();

    assertThat(WAY.barriers(List.of(policy("out", "podSelector: {}", "Egress", "")), many))
        .extracting(Way.Barrier::says)
        .satisfiesExactly(
            in -> assertThat(in).startsWith("NetworkPolicies a, b, c and 2 more select this pod"),
            out -> assertThat(out).startsWith("NetworkPolicy out selects the operator"));
  }

  private static NetworkPolicy policy(String name, String selector, String type, String rules) {
    return YAML.unmarshal(
        "metadata: {name: %s, namespace: shop}\nspec: {%s, policyTypes: [%s]%s}"
            .formatted(name, selector, type, rules.isEmpty() ? "" : ", " + rules),
        NetworkPolicy.class);
  }
}
