package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.LimitsSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.Rate;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.pods.HubPods;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.status.Sightings;
import dev.stuckpod.status.Sightings.Seen;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be opened is known from the objects alone: each look here is a new operator's first. */
@WithApiServer
class LimitsFromObjectsIT {

  private static final CaptureLimits MANY = new CaptureLimits(100, 100_000);

  private final KubernetesClient client;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private @Nullable PodRoster roster;
  private Slots slots = Slots.of(null);
  private String opened = "";

  LimitsFromObjectsIT(KubernetesClient client) {
    this.client = client;
  }

  @AfterEach
  void close() {
    if (roster != null) {
      roster.close();
    }
    client.resources(DumpAnalysis.class).inNamespace(opened).delete();
  }

  @Test
  void whatIsKnownIsDumpedSoOftenAndNoMore() {
    var limits = new LimitsSpec(rate(100), rate(100), rate(2), 50);
    open("limits-known", "hub-1", "hub-2", "hub-3");

    DumpAnalysis first = opened("limits-known", "hub-1", limits, MANY);
    explained(first, null);
    explained(opened("limits-known", "hub-2", limits, MANY), first);

    assertThat(look("limits-known", "hub-3", limits, MANY))
        .isInstanceOfSatisfying(
            Outcome.Limited.class,
            limited ->
                assertThat(limited.message())
                    .startsWith("The last dump of ReplicaSet/hub by this rule has shown")
                    .contains("DumpAnalysis " + first.getMetadata().getName())
                    .contains("limits.perSignature"));
  }

  /** Of what is known already it tells nothing new. */
  @Test
  void aHealthyOneIsSampledBesideTheFirstAndTakesNoIncidentsPlace() {
    var limits = new LimitsSpec(rate(100), rate(3), rate(32), 50);
    open("limits-beside", "hub-1", "hub-2", "hub-3");

    DumpAnalysis first = opened("limits-beside", "hub-1", limits, MANY);
    assertThat(first.getSpec().sibling()).isEqualTo("hub-2");
    assertThat(slots.all()).extracting(Slot::pod).containsExactly("hub-1", "hub-2");
    assertThat(slots.open()).hasSize(1);
    explained(first, null);

    DumpAnalysis second = opened("limits-beside", "hub-3", limits, MANY);
    assertThat(second.getSpec().sibling()).isNull();
    assertThat(look("limits-beside", "hub-2", limits, MANY)).isInstanceOf(Outcome.Opened.class);
  }

  @Test
  void whereTheLimitHasNoRoomNoneIsSampledBeside() {
    var limits = new LimitsSpec(rate(100), rate(1), rate(32), 50);
    open("limits-no-room", "hub-1", "hub-2");

    assertThat(opened("limits-no-room", "hub-1", limits, MANY).getSpec().sibling()).isNull();
  }

  @Test
  void soManyInANamespaceWhateverItsPoliciesAllow() {
    var limits = new LimitsSpec(rate(100), rate(100), rate(32), 50);
    var two = new CaptureLimits(2, 100_000);
    open("limits-namespace", "hub-1", "hub-2", "hub-3");
    opened("limits-namespace", "hub-1", limits, two);
    opened("limits-namespace", "hub-2", limits, two);

    assertThat(look("limits-namespace", "hub-3", limits, two))
        .isInstanceOfSatisfying(
            Outcome.Limited.class,
            limited -> assertThat(limited.message()).contains("captures.perHour.namespace"));
  }

  private void open(String namespace, String... names) {
    Namespaces.create(client, namespace);
    opened = namespace;
    for (String name : names) {
      HubPods.run(client, HubPods.of(namespace, name));
    }
    roster = new PodRoster(client, Set.of(namespace));
    roster.start();
  }

  private DumpAnalysis opened(
      String namespace, String pod, LimitsSpec limits, CaptureLimits captures) {
    Outcome outcome = look(namespace, pod, limits, captures);
    assertThat(outcome).isInstanceOf(Outcome.Opened.class);
    return client
        .resources(DumpAnalysis.class)
        .inNamespace(namespace)
        .withName(((Outcome.Opened) outcome).name())
        .get();
  }

  private Outcome look(String namespace, String pod, LimitsSpec limits, CaptureLimits captures) {
    PodRoster pods = Objects.requireNonNull(roster);
    var known = new ListedAnalyses(client);
    var opening = new Opening(client, pods, known, new Caps(captures, known), Clock.systemUTC());
    PodView view = pods.read(namespace, pod).orElseThrow();
    var mandate =
        new Mandate(
            new Opener.Policy(namespace, "hubs"),
            Limits.of(limits),
            null,
            Duration.ofMinutes(1),
            new Kept(),
            new Created());
    return opening.open(
        mandate,
        new Case(PodFacts.of(view, "hub"), "frozen", List.of(), true, null),
        new Sight(facts(pods, namespace), Set.of(view.uid())));
  }

  private static List<PodFacts> facts(PodRoster pods, String namespace) {
    return pods.in(namespace).stream().map(one -> PodFacts.of(one, "hub")).toList();
  }

  private void explained(DumpAnalysis analysis, @Nullable DumpAnalysis same) {
    String name = analysis.getMetadata().getName();
    var seen = new Seen(name, analysis.getSpec().podName(), "hubs/frozen", "hub:1", now);
    DumpAnalysisStatus status =
        DumpAnalysisStatusBuilder.builder()
            .conditions(
                Stream.of("Captured", "Analyzed")
                    .map(
                        type ->
                            new ConditionBuilder()
                                .withType(type)
                                .withStatus("True")
                                .withReason("Explained")
                                .withMessage("")
                                .withLastTransitionTime(now.toString())
                                .build())
                    .toList())
            .workload("ReplicaSet/hub")
            .signature(Sightings.signature("Deadlock ab-ba: main.f"))
            .build();
    if (same == null) {
      status = Sightings.add(status, seen);
    } else {
      DumpAnalysis first =
          client
              .resources(DumpAnalysis.class)
              .inNamespace(same.getMetadata().getNamespace())
              .withName(same.getMetadata().getName())
              .get();
      first.setStatus(Sightings.add(first.getStatus(), seen));
      client.resource(first).updateStatus();
      status =
          DumpAnalysisStatusBuilder.builder(status).sameAs(same.getMetadata().getName()).build();
    }
    analysis.setStatus(status);
    client.resource(analysis).updateStatus();
  }

  private static Rate rate(int count) {
    return new Rate(count, "24h");
  }

  /** A policy's status keeps them. */
  private final class Kept implements Ledger {
    @Override
    public Slots slots() {
      return slots;
    }

    @Override
    public void write(Slots now) {
      slots = now;
    }
  }
}
