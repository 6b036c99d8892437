package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.notify.payload.Analyses;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;

/** Analyses at a real API server that are explained as the operator does it. */
record Explained(KubernetesClient client, String namespace) {

  Explained {
    Namespaces.apply(client, namespace);
  }

  /** Makes one, with those who are to be told. */
  DumpAnalysis write(String name, Notices notices) {
    DumpAnalysis wanted = Analyses.deadlock();
    wanted.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    DumpAnalysis created = client.resource(wanted).create();
    created.setStatus(Analyses.deadlock().getStatus());
    created.setStatus(
        DumpAnalysisStatusBuilder.builder(created.getStatus())
            .notified(notices.due(created))
            .build());
    return client.resource(created).updateStatus();
  }

  /** What one says of those who are told. */
  List<Notified> told(String name) {
    return Objects.requireNonNull(
        client
            .resources(DumpAnalysis.class)
            .inNamespace(namespace)
            .withName(name)
            .get()
            .getStatus()
            .notified());
  }

  /** Each with how far it is. */
  List<String> outcomes(String name) {
    return told(name).stream().map(one -> one.name() + " " + one.outcome()).toList();
  }

  /** One as a watch sees it. */
  AnalysisView view(String name) {
    return new ListedAnalyses(client).find(namespace, name).orElseThrow();
  }
}
