package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.SlotBuilder;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpecBuilder;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatusBuilder;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.judging.Criteria;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.judging.Judgement;
import dev.stuckpod.operator.opening.Case;
import dev.stuckpod.operator.opening.Limits;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Outcome;
import dev.stuckpod.operator.opening.Sight;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.opening.limit.CaptureLimits;
import dev.stuckpod.operator.opening.limit.Frequency;
import dev.stuckpod.operator.pods.IncidentName;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known from the watch is not asked for again, in every turn of every policy. */
class IncidentsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final PodFacts HUB =
      PodFactsBuilder.builder()
          .name("hub")
          .uid("hub-uid")
          .container("hub")
          .containerID("containerd://1")
          .workload("rs")
          .node("node")
          .ip("10.0.0.1")
          .running(true)
          .wasReady(true)
          .startedAt(NOON)
          .otherPorts(Set.of())
          .build();
  private static final String NAME = IncidentName.of("hub", "hub-uid", "containerd://1", 0);
  private static final Judgement STUCK =
      new Judgement(HUB, "frozen", new Decision.Stuck(Reason.NoProgress, "frozen", List.of()));

  /** An API server that has nothing, and knows how often it was asked. */
  private final MockWebServer api = new MockWebServer();

  private final Map<String, AnalysisView> watched = new TreeMap<>();
  private final PolicyMemory memory = new PolicyMemory();
  private KubernetesClient client;
  private Opening opening;

  @BeforeEach
  void start() throws IOException {
    api.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(404).build();
          }
        });
    api.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(api.url("/").toString()).build())
            .build();
    opening =
        new Opening(
            client,
            new PodRoster(client, Set.of()),
            new Watched(),
            new Caps(new CaptureLimits(10, 10), new Watched()),
            Clock.fixed(NOON.plusSeconds(3_600), ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void oneThatIsOpenIsNotAskedFor() {
    watched.put(NAME, view("mine", "Complete", NOON.plusSeconds(60)));

    assertThat(open(ledger())).isEqualTo(new Outcome.Open(NAME));
    assertThat(api.getRequestCount()).isZero();
  }

  @Test
  void oneOfAnotherPolicyThatDoesNotSaySoYetIs() {
    watched.put(NAME, view("other", "Complete", NOON.plusSeconds(60)));

    assertThat(opening.isOpen(mandate(ledger()), HUB, null)).isFalse();
    assertThat(open(ledger()))
        .as("the pod is gone at the API server")
        .isEqualTo(new Outcome.Changed());
    assertThat(api.getRequestCount()).isEqualTo(1);
  }

  /** It has the policy's name, and is another. */
  @Test
  void oneOfAWindowThatDoesNotSaySoYetIs() {
    AnalysisView view = view("mine", "Complete", NOON.plusSeconds(60));
    view.setSpec(new AnalysisView.Spec(new AnalysisView.Trigger(null, "mine", "frozen"), "hub"));
    watched.put(NAME, view);

    assertThat(opening.isOpen(mandate(ledger()), HUB, null)).isFalse();

    view.setStatus(
        new AnalysisView.Status(
            List.of(new AnalysisView.Stage("Captured", "Complete")),
            List.of("mine"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    assertThat(opening.isOpen(mandate(ledger()), HUB, null)).isTrue();
  }

  @Test
  void oneThatTheWatchDoesNotKnowIs() {
    open(ledger());

    assertThat(api.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aSlotIsFreedOrKeptByWhatTheWatchTells() {
    PolicyLedger ledger = ledger(slot("running"), slot("ended"));
    watched.put("running", view("mine", "Running", NOON));
    watched.put("ended", view("mine", "Complete", NOON));

    Slots freed = settled(ledger);

    assertThat(freed.open()).containsExactly("running");
    assertThat(api.getRequestCount()).isZero();
    assertThat(opening.areUnderWay(mandate(ledger))).isFalse();
    assertThat(opening.areUnderWay(mandate(ledger(slot("running"))))).isTrue();
  }

  @Test
  void aSlotWhoseAnalysisTheWatchDoesNotKnowIsAskedFor() {
    PolicyLedger ledger = ledger(slot("deleted"));

    assertThat(opening.areUnderWay(mandate(ledger))).isFalse();
    assertThat(settled(ledger).open()).isEmpty();
    assertThat(api.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whatWasDecidedEarlierIsAskedOnceMoreBeforeItIsCaptured() {
    assertThat(held(STUCK.ofEarlier(), ledger())).isEqualTo("Holding");
    assertThat(memory.judging().settled()).isEmpty();

    assertThat(held(STUCK, ledger())).as("it goes on, to the API server").isEqualTo("PodChanged");
  }

  @Test
  void whoseIncidentIsOpenNeedNotBeAskedAboutInEveryTurn() {
    watched.put(NAME, view("mine", "Running", NOON.plusSeconds(60)));

    assertThat(held(STUCK.ofEarlier(), ledger())).isEmpty();
    assertThat(memory.judging().settled()).containsExactly("hub-uid");
  }

  private Outcome open(PolicyLedger ledger) {
    return opening
        .begin(mandate(ledger), new Sight(List.of(HUB), Set.of(HUB.uid())), NOON.plusSeconds(60))
        .open(new Case(HUB, "frozen", List.of(), true, null));
  }

  private Slots settled(PolicyLedger ledger) {
    return opening.settled(mandate(ledger), List.of(HUB), _ -> null);
  }

  private Mandate mandate(PolicyLedger ledger) {
    return ledger.mandate(plan(), memory);
  }

  private String held(Judgement verdict, PolicyLedger ledger) {
    var events = new EventRecorder(client, Clock.systemUTC(), "replica");
    var consequences =
        new Consequences(opening, new PolicyReporter(events, new SimpleMeterRegistry()));
    var result = new Evaluation.Result(List.of(verdict), List.of());
    return consequences
        .of(Set.of(verdict), ledger, plan(), result, memory, NOON.plusSeconds(60))
        .values()
        .stream()
        .map(PodNote::reason)
        .findFirst()
        .orElse("");
  }

  private PolicyLedger ledger(Slot... slots) {
    var policy = new StuckPolicy();
    policy.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("mine").build());
    policy.setSpec(StuckPolicySpecBuilder.builder().build());
    policy.setStatus(StuckPolicyStatusBuilder.builder().slots(List.of(slots)).build());
    return PolicyLedger.seen(client, policy);
  }

  private static Slot slot(String name) {
    return SlotBuilder.builder()
        .name(name)
        .pod(HUB.name())
        .podUID(HUB.uid())
        .episode(0)
        .reservedAt(NOON.toString())
        .build();
  }

  private static AnalysisView view(String policy, String captured, Instant created) {
    var view = new AnalysisView();
    view.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("a")
            .withCreationTimestamp(created.toString())
            .build());
    view.setSpec(new AnalysisView.Spec(new AnalysisView.Trigger(policy, null, "frozen"), "hub"));
    view.setStatus(
        new AnalysisView.Status(
            List.of(new AnalysisView.Stage("Captured", captured)),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    return view;
  }

  private static Plan plan() {
    var once = new Frequency(1, Duration.ofHours(1));
    return new Plan(
        new Criteria(
            List.of(
                Way.of(
                    new Rule.Clauses(
                        "frozen", Duration.ofMinutes(1), List.of(), List.of(), List.of()))),
            "default",
            Duration.ZERO),
        false,
        new Limits(once, once, null, 1),
        new Plan.Keep(10, Duration.ofHours(1)));
  }

  private final class Watched implements KnownAnalyses {
    @Override
    public List<AnalysisView> in(String namespace) {
      return List.copyOf(watched.values());
    }

    @Override
    public List<AnalysisView> all() {
      return List.copyOf(watched.values());
    }

    @Override
    public Optional<AnalysisView> find(String namespace, String name) {
      @Nullable AnalysisView view = watched.get(name);
      return Optional.ofNullable(view);
    }
  }
}
