package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownViews;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.retention.OldAnalyses;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a real API server. */
@WithApiServer
class RetentionIT {

  private static final String NAMESPACE = "retention";

  private final KubernetesClient client;

  RetentionIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void deletesWhatIsTooOldWithItsRawDumpsAndNothingElse() {
    Namespaces.create(client, NAMESPACE);
    create("ended", "mine", "Complete");
    create("failed", "mine", "NoSidecar");
    create("under-way", "mine", "Running");
    create("others", "other", "Complete");
    create("by-hand", null, "Complete");
    var retention =
        new Retention(new ListedAnalyses(client), new OldAnalyses(client, DumpStores.of(client)));
    Instant now = Instant.now();

    retention.apply(NAMESPACE, "mine", new Plan.Keep(10, Duration.ofHours(1)), now);
    assertThat(names(DumpAnalysis.class)).hasSize(5);

    retention.apply(
        NAMESPACE, "mine", new Plan.Keep(10, Duration.ofHours(1)), now.plusSeconds(3700));
    assertThat(names(DumpAnalysis.class))
        .containsExactlyInAnyOrder("under-way", "others", "by-hand");
    assertThat(names(RawDump.class))
        .containsExactlyInAnyOrder("raw-under-way", "raw-others", "raw-by-hand");
  }

  @Test
  void keepsTheNewestSoMany() {
    Instant now = Instant.parse("2026-01-15T12:00:00Z");
    List<AnalysisView> five =
        List.of(1, 2, 3, 4, 5).stream()
            .map(
                minutes -> {
                  DumpAnalysis analysis = analysis("age-" + minutes, "mine", "Complete");
                  analysis
                      .getMetadata()
                      .setCreationTimestamp(now.minus(Duration.ofMinutes(minutes)).toString());
                  return Serialization.unmarshal(
                      Serialization.asJson(analysis), AnalysisView.class);
                })
            .toList();

    assertThat(Retention.expired(five, new Plan.Keep(3, Duration.ofHours(1)), now))
        .extracting(analysis -> analysis.getMetadata().getName())
        .containsExactly("age-4", "age-5");
  }

  /** What is known of a fault outlasts the incidents that have shown it again. */
  @Test
  void theOneThatCountsIsAsNewAsWhatItCountsLast() {
    Instant now = Instant.parse("2026-01-15T12:00:00Z");
    var first =
        KnownViews.first(
            "first",
            "aa",
            now.minus(Duration.ofDays(9)),
            new AnalysisView.Sighting("hubs/frozen", now.minusSeconds(60).toString()));
    var repeats =
        List.of(
            KnownViews.repeat("older", "aa", now.minusSeconds(90)),
            KnownViews.repeat("newer", "aa", now.minusSeconds(70)),
            first);

    assertThat(Retention.expired(repeats, new Plan.Keep(2, Duration.ofHours(1)), now))
        .extracting(analysis -> analysis.getMetadata().getName())
        .containsExactly("older");
  }

  private void create(String name, @Nullable String policy, String captured) {
    DumpAnalysis analysis = analysis(name, policy, captured);
    var status = analysis.getStatus();
    DumpAnalysis created = client.resource(analysis).create();
    created.setStatus(status);
    client.resource(created).updateStatus();
    var raw = new RawDump();
    raw.setMetadata(
        new ObjectMetaBuilder()
            .withName("raw-" + name)
            .withNamespace(NAMESPACE)
            .addToLabels(RawDump.DUMP_ANALYSIS_LABEL, name)
            .build());
    raw.setSpec(new RawDumpSpec(name, null, "dump", 0, 1, "0".repeat(64), "YQ=="));
    client.resource(raw).create();
  }

  private static DumpAnalysis analysis(String name, @Nullable String policy, String captured) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    Trigger trigger = policy == null ? null : new Trigger(policy, null, "rule", null);
    analysis.setSpec(
        new DumpAnalysisSpec("hub", null, null, null, trigger, null, null, null, null));
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .conditions(
                List.of(
                    new ConditionBuilder()
                        .withType("Captured")
                        .withStatus("Unknown")
                        .withReason(captured)
                        .withMessage("")
                        .withLastTransitionTime("2026-01-01T00:00:00Z")
                        .build()))
            .build());
    return analysis;
  }

  private <T extends HasMetadata> List<String> names(Class<T> kind) {
    return client.resources(kind).inNamespace(NAMESPACE).list().getItems().stream()
        .map(object -> object.getMetadata().getName())
        .toList();
  }
}
