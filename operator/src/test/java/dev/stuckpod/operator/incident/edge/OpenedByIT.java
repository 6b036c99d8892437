package dev.stuckpod.operator.incident.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.opening.Opener;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** Who has opened an incident, on a real API server: not who only stands in it. */
@WithApiServer
class OpenedByIT {

  private static final String SHOP = "opened-by";

  private static final String OBJECT =
      """
      apiVersion: stuckpod.dev/v1alpha1
      kind: %s
      metadata: {name: hubs, namespace: opened-by}
      spec: {selector: {matchLabels: {app: hub}}%s}
      status:
        slots:
        - {name: open, pod: hub-0, podUID: u, episode: 0, reservedAt: '2026-01-15T12:00:00Z'}
        - {name: over, pod: hub-0, podUID: u, episode: 0, reservedAt: '2026-01-15T12:00:00Z',
           releasedAt: '2026-01-15T12:01:00Z'}
      """;

  private final KubernetesClient client;
  private final KubernetesAnalyses analyses;

  OpenedByIT(KubernetesClient client) {
    this.client = client;
    this.analyses = new KubernetesAnalyses(client);
  }

  @Test
  void whoHasItAmongTheCapturesThatAreUnderWay() throws Exception {
    Namespaces.create(client, SHOP);
    create(
        StuckPolicy.class,
        OBJECT.formatted(
            "StuckPolicy", ", stuckWhen: {any: [{name: frozen, lockWait: {longerThan: 1m}}]}"));
    create(LoadTestWindow.class, OBJECT.formatted("LoadTestWindow", ", during: {duration: 10m}"));

    for (Opener.Standing own :
        new Opener.Standing[] {new Opener.Policy(SHOP, "hubs"), new Opener.Window(SHOP, "hubs")}) {
      assertThat(analyses.isOpenedBy(own, "open")).isTrue();
      assertThat(analyses.isOpenedBy(own, "over")).as("captured").isFalse();
      assertThat(analyses.isOpenedBy(own, "forged")).isFalse();
    }
    for (String nobody : new String[] {"nobody", "../../pods/hub-0", "", "hubs/status"}) {
      assertThat(analyses.isOpenedBy(new Opener.Policy(SHOP, nobody), "open")).isFalse();
    }
  }

  private <T extends HasMetadata> void create(Class<T> kind, String yaml) {
    T object = Serialization.unmarshal(yaml, kind);
    T created = client.resource(object).create();
    object.getMetadata().setResourceVersion(created.getMetadata().getResourceVersion());
    client.resource(object).updateStatus();
  }
}
