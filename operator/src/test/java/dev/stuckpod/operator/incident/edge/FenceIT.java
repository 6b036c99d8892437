package dev.stuckpod.operator.incident.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.operator.incident.Asked;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two leaders at once, on a real API server: only one of them may send the signal. */
@WithApiServer
class FenceIT {

  private static final String NAMESPACE = "fence";
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Clock clock = Clock.systemUTC();
  private final Analyses analyses;

  FenceIT(KubernetesClient client) {
    this.client = client;
    this.analyses = new KubernetesAnalyses(client);
  }

  @Test
  void ofTwoWhoHaveReadTheSameOnlyOneWritesTheIntent() throws Trouble {
    Namespaces.create(client, NAMESPACE);
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withName("asked").withNamespace(NAMESPACE).build());
    analysis.setSpec(new DumpAnalysisSpec("hub-1", null, null, null, null, null, null, null, null));
    client.resource(analysis).create();
    Incident before = read();
    before.announce("node");
    analyses.write(before.changed());
    Incident one = read();
    Incident other = read();

    one.intend(Asked.intent("one", CaptureMethod.SigQuit, clock));
    analyses.write(one.changed());

    other.intend(Asked.intent("other", CaptureMethod.SigQuit, clock));
    assertThatThrownBy(() -> analyses.write(other.changed()))
        .isInstanceOfSatisfying(
            Trouble.class,
            conflict -> {
              assertThat(conflict.failure()).isInstanceOf(Failure.Overtaken.class);
              assertThat(conflict.getCause())
                  .isInstanceOfSatisfying(
                      KubernetesClientException.class,
                      cause -> assertThat(cause.getCode()).isEqualTo(CONFLICT));
            });
    Incident after = read();
    assertThat(after.attempts())
        .singleElement()
        .returns("one", Attempt::id)
        .returns(null, Attempt::outcome);
    assertThat(after.next())
        .as("whoever comes next asks what became of it")
        .isEqualTo(new Step.Resolve(after.attempts().getFirst()));
  }

  private Incident read() throws Trouble {
    return new Incident(
        Objects.requireNonNull(analyses.read(NAMESPACE, "asked")), Clock.systemUTC());
  }
}
