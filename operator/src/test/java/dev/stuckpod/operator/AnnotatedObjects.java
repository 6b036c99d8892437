package dev.stuckpod.operator;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Objects of a tenant that are as large as annotations can make them. */
record AnnotatedObjects(KubernetesClient client, String namespace) {

  private static final String NOTE = "note";
  private static final String DEFAULT = "kubectl.kubernetes.io/default-container";
  private static final String LARGE = "x".repeat(250 << 10);

  private static final long PAGE = 20;

  private static final String POLICY =
      """
      apiVersion: stuckpod.dev/v1alpha1
      kind: StuckPolicy
      spec:
        selector: {matchLabels: {app: hub}}
        metrics: {source: none}
        stuckWhen: {any: [{name: no-progress, noProgress: {window: 3m,
          while: [{metric: hub_clients, above: 100}], counters: [{metric: hub_sent_total}]}}]}
      """;

  /** Makes so many analyses, and as many policies. */
  void create(int many) {
    try (var threads = Executors.newFixedThreadPool(4)) {
      IntStream.range(0, many)
          .forEach(
              i -> {
                threads.execute(() -> addAnalysis("analysis-" + i));
                threads.execute(() -> addPolicy("policy-" + i));
              });
    }
  }

  /** Makes so many pods; the operator reads one of the annotations of every second. */
  void createPods(int many) {
    try (var threads = Executors.newFixedThreadPool(4)) {
      IntStream.range(0, many)
          .forEach(i -> threads.execute(() -> addPod("pod-" + i, i % 2 == 0 ? NOTE : DEFAULT)));
    }
  }

  private void addPod(String name, String annotation) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToAnnotations(annotation, LARGE)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("none")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  private void addAnalysis(String name) {
    var analysis = new DumpAnalysis();
    analysis.setSpec(DumpAnalysisSpecBuilder.builder().podName("hub").build());
    add(analysis, name);
  }

  /** Makes one more policy. */
  void addPolicy(String name) {
    add(Serialization.unmarshal(POLICY, StuckPolicy.class), name);
  }

  private void add(HasMetadata object, String name) {
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(namespace)
            .addToAnnotations(NOTE, LARGE)
            .build());
    client.resource(object).create();
  }

  /** Tells whether each policy was evaluated. */
  boolean allHaveStatus() {
    return policies().stream().allMatch(p -> p.getStatus() != null);
  }

  /** Tells whether what was annotated is still there, now that the status was written. */
  boolean annotationsAreThere() {
    return policies().stream()
        .map(HasMetadata::getMetadata)
        .map(ObjectMeta::getAnnotations)
        .allMatch(a -> LARGE.equals(a.get(NOTE)));
  }

  /** In pages, as all of them take long to come on a busy machine. */
  private List<StuckPolicy> policies() {
    var all = new ArrayList<StuckPolicy>();
    String next = null;
    do {
      KubernetesResourceList<StuckPolicy> page =
          client
              .resources(StuckPolicy.class)
              .inNamespace(namespace)
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      all.addAll(page.getItems());
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return all;
  }
}
