package dev.stuckpod.operator.readings.scraped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.readings.scraped.Whereabouts.Template;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** Which pods serve their metrics at the same place. */
class TemplateTest {

  @Test
  void thoseOfOneControllerDo() {
    assertThat(template("shop", "a", 1)).isEqualTo(template("shop", "b", 1));
    assertThat(template("shop", "a", 1)).isNotEqualTo(template("shop", "a", 2));
  }

  /** Else whoever writes its uid at a pod of his own says where theirs are asked. */
  @Test
  void thoseOfAnotherNamespaceThatOnlySayThatTheyAreDoNot() {
    assertThat(template("evil", "a", 1)).isNotEqualTo(template("shop", "a", 1));
  }

  private static Template template(String namespace, String name, int port) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
          uid: %s
          ownerReferences:
          - {apiVersion: apps/v1, kind: ReplicaSet, name: hub, uid: of-hub, controller: true}
        spec: {containers: [{name: hub, image: hub, ports: [{containerPort: %d}]}]}
        """
            .formatted(name, namespace, name, port);
    return Template.of(PodView.of(Serialization.unmarshal(pod, Pod.class)), "hub", null);
  }
}
