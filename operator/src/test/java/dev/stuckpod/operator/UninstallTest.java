package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is left when Helm has taken its objects away: what the operator made. It can make what its
 * rights let it create, and no more ({@link RightsIT}); each of that is said where people look.
 */
class UninstallTest {

  private static final String USERS = "rbac.authorization.k8s.io/aggregate-to-";

  @Test
  void whatTheOperatorMayCreateIsSaidToStay() throws Exception {
    String notes = read("charts/stuckpod/templates/NOTES.txt");
    String readme = read("README.md");
    String section = readme.substring(readme.indexOf("## Uninstall"));
    var left = new TreeSet<String>();
    for (PolicyRule rule : rules()) {
      if (rule.getVerbs().contains("create")) {
        left.addAll(left(rule));
      }
    }

    assertThat(left)
        .contains("stuckpod-ca", "stuckpod-ca-next", "stuckpod-image-users", "stuckpod-operator")
        .contains("dumpanalyses", "rawdumps");
    assertThat(left)
        .allSatisfy(
            name -> {
              assertThat(section).contains(name);
              assertThat(notes).contains(name);
            });
  }

  /** A lease has no name when it is made; events go by themselves. */
  private static List<String> left(PolicyRule rule) {
    if (rule.getResources().equals(List.of("leases"))) {
      return List.of("stuckpod-operator");
    }
    if (rule.getResources().equals(List.of("events"))) {
      return List.of();
    }
    return rule.getApiGroups().equals(List.of("stuckpod.dev"))
        ? rule.getResources()
        : rule.getResourceNames();
  }

  /** Of the operator; those for users are aggregated into Kubernetes' own roles. */
  private static List<PolicyRule> rules() {
    var rules = new ArrayList<PolicyRule>();
    String yaml = new HelmTemplate(Repository.root().resolve("charts/stuckpod")).call();
    try (KubernetesClient parser =
        new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      for (HasMetadata one :
          parser.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
        boolean ofUsers =
            one.getMetadata().getLabels().keySet().stream().anyMatch(key -> key.startsWith(USERS));
        if (!ofUsers && one instanceof Role role) {
          rules.addAll(role.getRules());
        } else if (!ofUsers && one instanceof ClusterRole role) {
          rules.addAll(role.getRules());
        }
      }
    }
    assertThat(rules)
        .filteredOn(rule -> rule.getVerbs().contains("create") && rule.getApiGroups().contains(""))
        .as("none without names")
        .allSatisfy(rule -> assertThat(rule.getResourceNames()).isNotEmpty());
    return rules;
  }

  private static String read(String file) throws Exception {
    return Files.readString(Repository.root().resolve(file));
  }
}
