package dev.stuckpod.operator.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.crds.v1alpha1.RawDumpSpec;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.policy.HubPolicies;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On a real API server. */
@WithApiServer
class UnattendedIT {

  private static final Duration TTL = Duration.ofHours(1);

  private final KubernetesClient client;
  private final KnownAnalyses known;

  UnattendedIT(KubernetesClient client) {
    this.client = client;
    this.known = new ListedAnalyses(client);
  }

  @Test
  void keepsTheNewestSoManyThatWereAskedFor() throws Exception {
    Namespaces.create(client, "newest");
    create("newest", "one", null);
    Thread.sleep(1100); // creation is told in seconds
    create("newest", "two", null);
    create("newest", "of-a-policy", "mine");
    AnalysisView one = one("newest", "one");

    Duration next = at(0, 1).seeTo(one);

    assertThat(names("newest", DumpAnalysis.class)).containsExactly("of-a-policy", "two");
    assertThat(names("newest", RawDump.class)).containsExactly("raw-of-a-policy", "raw-two");
    assertThat(next).isBetween(TTL.minusSeconds(30), TTL.plusSeconds(1));
  }

  /** The watch tells late what is gone; meanwhile many others end. */
  @Test
  void deletesEachOnce() {
    Namespaces.create(client, "once");
    create("once", "done", null);
    List<AnalysisView> late = known.in("once");
    var unattended =
        new Unattended(
            client,
            new Late(late),
            new OldAnalyses(client, DumpStores.of(client)),
            0,
            TTL,
            Clock.systemUTC());
    unattended.seeTo(late.getFirst());
    assertThat(names("once", DumpAnalysis.class)).isEmpty();
    create("once", "done", null);

    unattended.seeTo(late.getFirst());

    assertThat(names("once", DumpAnalysis.class)).as("another one of that name").hasSize(1);
  }

  /** Knows what was so. */
  private record Late(List<AnalysisView> all) implements KnownAnalyses {
    @Override
    public List<AnalysisView> in(String namespace) {
      return all;
    }

    @Override
    public Optional<AnalysisView> find(String namespace, String name) {
      return Optional.empty();
    }
  }

  @Test
  void deletesWhatIsTooOldAndNothingThatIsUnderWay() {
    Namespaces.create(client, "old");
    create("old", "done", null);
    create("old", "under-way", null, "Running");

    at(3_700, 10).seeTo(one("old", "done"));

    assertThat(names("old", DumpAnalysis.class)).containsExactly("under-way");
  }

  @Test
  void deletesOldOnesWhosePolicyIsGone() {
    Namespaces.create(client, "orphans");
    create("orphans", "orphan", "gone");
    create("orphans", "cared-for", "there");
    client
        .resource(
            HubPolicies.of("orphans", "there", "stuckWhen: {any: [{name: hang, scrapeHang: {}}]}"))
        .create();

    for (AnalysisView analysis : known.in("orphans")) {
      at(0, 10).seeTo(analysis);
    }
    assertThat(names("orphans", DumpAnalysis.class)).hasSize(2);
    for (AnalysisView analysis : known.in("orphans")) {
      at(3_700, 10).seeTo(analysis);
    }
    assertThat(names("orphans", DumpAnalysis.class)).containsExactly("cared-for");
  }

  /** They are none that a person has asked for, either. */
  @Test
  void deletesOldOnesWhoseWindowIsGone() {
    Namespaces.create(client, "windows");
    createOf("windows", "orphan", new Trigger(null, "gone", "locks", null), "Complete");
    createOf("windows", "cared-for", new Trigger(null, "there", "locks", null), "Complete");
    create("windows", "asked", null);
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: stuckpod.dev/v1alpha1
                kind: LoadTestWindow
                metadata: {name: there, namespace: windows}
                spec: {selector: {matchLabels: {app: hub}}}
                """,
                LoadTestWindow.class))
        .create();

    for (AnalysisView analysis : known.in("windows")) {
      at(0, 1).seeTo(analysis);
    }
    assertThat(names("windows", DumpAnalysis.class)).hasSize(3);
    for (AnalysisView analysis : known.in("windows")) {
      at(3_700, 1).seeTo(analysis);
    }
    assertThat(names("windows", DumpAnalysis.class)).containsExactly("cared-for");
  }

  private Unattended at(int seconds, int keep) {
    Clock later = Clock.fixed(Instant.now().plusSeconds(seconds), ZoneOffset.UTC);
    return new Unattended(
        client, known, new OldAnalyses(client, DumpStores.of(client)), keep, TTL, later);
  }

  private AnalysisView one(String namespace, String name) {
    return known.find(namespace, name).orElseThrow();
  }

  private void create(String namespace, String name, @Nullable String policy) {
    create(namespace, name, policy, "Complete");
  }

  private void create(String namespace, String name, @Nullable String policy, String captured) {
    createOf(
        namespace, name, policy == null ? null : new Trigger(policy, null, "rule", null), captured);
  }

  private void createOf(String namespace, String name, @Nullable Trigger trigger, String captured) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    var spec = DumpAnalysisSpecBuilder.builder().podName("hub");
    if (trigger != null) {
      spec.trigger(trigger);
    }
    analysis.setSpec(spec.build());
    DumpAnalysis created = client.resource(analysis).create();
    created.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .conditions(List.of(condition("Captured", captured), condition("Analyzed", "NoDump")))
            .build());
    client.resource(created).updateStatus();
    var raw = new RawDump();
    raw.setMetadata(
        new ObjectMetaBuilder()
            .withName("raw-" + name)
            .withNamespace(namespace)
            .addToLabels(RawDump.DUMP_ANALYSIS_LABEL, name)
            .build());
    raw.setSpec(new RawDumpSpec(name, null, "dump", 0, 1, "0".repeat(64), "YQ=="));
    client.resource(raw).create();
  }

  private static Condition condition(String type, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus("Unknown")
        .withReason(reason)
        .withMessage("")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  private <T extends HasMetadata> List<String> names(String namespace, Class<T> kind) {
    return client.resources(kind).inNamespace(namespace).list().getItems().stream()
        .map(object -> object.getMetadata().getName())
        .sorted()
        .toList();
  }
}
