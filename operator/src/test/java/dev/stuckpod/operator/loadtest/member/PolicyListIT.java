package dev.stuckpod.operator.loadtest.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.operator.policy.HubPolicies;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Policies of a real API server, of which some are read at a time. */
@WithApiServer
class PolicyListIT {

  private static final Clock STILL =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);

  private final KubernetesClient client;

  PolicyListIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void pagesAreReadToTheLast() {
    policies("list-pages", "a", "b", "c", "d", "e");
    assertThat(names(new PolicyList(client, STILL, 2, 100).in("list-pages", List.of("e", "z"))))
        .containsExactly("a", "b", "c", "d", "e");
    assertThat(new PolicyList(client, STILL, 2, 100).in("list-pages", List.of()).more()).isFalse();
    assertThat(new PolicyList(client, STILL).in("list-nowhere", List.of("a")).all()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void beyondTheBoundThoseAreReadThatAreNamed() {
    policies("list-bound", "a", "b", "c", "d", "e", "f");
    var list = new PolicyList(client, STILL, 2, 4);
    PolicyList.Listed listed = list.in("list-bound", List.of("f", "a", "z"));
    assertThat(names(listed)).containsExactly("a", "b", "c", "d", "f");
    assertThat(listed.more()).isTrue();
    assertThat(list.in("list-bound", List.of("z", "a", "f"))).as("so soon").isSameAs(listed);
    assertThat(names(list.in("list-bound", List.of("e")))).containsExactly("a", "b", "c", "d", "e");
  }

  private static List<String> names(PolicyList.Listed listed) {
    return listed.all().stream().map(one -> one.getMetadata().getName()).toList();
  }

  private void policies(String namespace, String... names) {
    Namespaces.create(client, namespace);
    for (String name : names) {
      client
          .resource(
              HubPolicies.of(namespace, name, "stuckWhen: {any: [{name: hang, scrapeHang: {}}]}"))
          .create();
    }
  }
}
