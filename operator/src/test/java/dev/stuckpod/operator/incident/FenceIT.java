package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two leaders at once, on a real API server: only one of them may send the signal. */
@WithApiServer
class FenceIT {

  private static final String NAMESPACE = "fence";
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Progress progress = new Progress(Clock.systemUTC());

  FenceIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void ofTwoWhoHaveReadTheSameOnlyOneWritesTheIntent() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName("asked").withNamespace(NAMESPACE).build());
    analysis.setSpec(new DumpAnalysisSpec("hub-1", null, null, null, null, null, null, null, null));
    client.resource(analysis).create();
    Ledger before = read();
    before.write(progress.announce(before.statusOrNull(), "node", 1L));
    Ledger one = read();
    Ledger other = read();

    one.write(progress.intend(one.status(), intent("one")));

    assertThatThrownBy(() -> other.write(progress.intend(other.status(), intent("other"))))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            conflict -> assertThat(conflict.getCode()).isEqualTo(CONFLICT));
    Ledger after = read();
    assertThat(Progress.attempts(after.status()))
        .singleElement()
        .returns("one", Attempt::id)
        .returns(null, Attempt::outcome);
    assertThat(Step.of(after.status()))
        .as("whoever comes next asks what became of it")
        .isEqualTo(new Step.Resolve(Progress.attempts(after.status()).getFirst()));
  }

  private Ledger read() {
    @Nullable Ledger ledger = Ledger.read(client, NAMESPACE, "asked");
    return Objects.requireNonNull(ledger);
  }

  private Attempt intent(String id) {
    return new Attempt(
        id, CaptureMethod.SigQuit, null, null, progress.now(), null, "containerd://a", 7, 42L);
  }
}
