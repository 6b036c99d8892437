package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.SeenImage;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sighting;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.analyses.ListedAnalyses;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.incident.again.Recognising;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.dump.Beside;
import dev.stuckpod.operator.incident.dump.Explaining;
import dev.stuckpod.operator.incident.dump.Publication;
import dev.stuckpod.operator.incident.edge.KnownBefore;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.incident.edge.PodAppLog;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.status.Weight;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents of one fault and of others, on a real API server, with the dumps of the corpus. */
@WithApiServer
class RecognisingIT {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final String AB_BA = "go-ab-ba.go1.26.memory.txt";
  private static final String INCIDENT = "go-incident.go1.26.memory.txt";
  private static final String QUIET = "go-idle.go1.26.memory.txt";

  private final KubernetesClient client;

  private final Set<String> namespaces = new TreeSet<>();

  @TempDir private Path folder = Path.of("");

  RecognisingIT(KubernetesClient client) {
    this.client = client;
  }

  /** What is there counts for the whole cluster's storage. */
  @AfterEach
  void clear() {
    namespaces.forEach(name -> client.resources(DumpAnalysis.class).inNamespace(name).delete());
  }

  @Test
  void oneFaultOfAWorkloadIsCountedOnItsFirstAnalysis() throws Exception {
    var operator = new Life("again", new ListedAnalyses(client));

    DumpAnalysis first = operator.explain("hub-1", "shop/hub:2.3.0", AB_BA, 0);
    DumpAnalysis second = operator.explain("hub-2", "shop/hub:2.3.0", AB_BA, 1);
    DumpAnalysis other = operator.explain("hub-2", "shop/hub:2.3.0", INCIDENT, 2);
    DumpAnalysis third = operator.explain("hub-1", "shop/hub:2.4.1", AB_BA, 72);

    DumpAnalysisStatus counted = operator.now(first);
    assertThat(counted.occurrences()).isEqualTo(3);
    assertThat(counted.lastSeen()).isEqualTo("2026-01-18T12:00:00Z");
    assertThat(counted.sameAs()).isNull();
    assertThat(counted.images())
        .extracting(SeenImage::image, SeenImage::count)
        .containsExactly(tuple("shop/hub:2.3.0", 2), tuple("shop/hub:2.4.1", 1));
    assertThat(counted.seenIn())
        .extracting(Sighting::analysis)
        .containsExactly(name(first), name(second), name(third));
    assertThat(counted.verdict()).as("what it tells is still there").isEqualTo("Deadlock");
    assertThat(counted.stacks()).isNotEmpty();
    for (DumpAnalysis repeat : List.of(second, third)) {
      DumpAnalysisStatus status = operator.now(repeat);
      assertThat(status.sameAs()).isEqualTo(name(first));
      assertThat(status.signature()).isEqualTo(counted.signature());
      assertThat(status.occurrences()).isNull();
      assertThat(status.verdict()).isEqualTo("Deadlock");
    }
    assertThat(operator.now(other))
        .returns(1, DumpAnalysisStatus::occurrences)
        .returns(null, DumpAnalysisStatus::sameAs)
        .extracting(DumpAnalysisStatus::signature)
        .isNotEqualTo(counted.signature());
    assertThat(operator.said(third))
        .contains("Seen 3 times in 2 pods")
        .contains("It came back in 2.4.1: before, it was seen last in 2.3.0")
        .contains("DumpAnalysis " + name(first) + " tells it in full");
    assertThat(client.events().v1().events().inNamespace("recognised-again").list().getItems())
        .extracting(Event::getNote)
        .anyMatch(note -> note.startsWith("Deadlock:") && note.contains("It came back in 2.4.1"));
  }

  @Test
  void aRepeatIsToldInFewWords() throws Exception {
    var operator = new Life("few-words", new ListedAnalyses(client));

    DumpAnalysis first = operator.explain("hub-1", "hub:1", INCIDENT, 0);
    DumpAnalysis repeat = operator.explain("hub-2", "hub:1", INCIDENT, 1);

    assertThat(Weight.of(operator.now(first))).isGreaterThan(6 << 10);
    assertThat(Weight.of(operator.now(repeat))).isLessThan(5 << 10);
    assertThat(operator.now(repeat).cause()).isEqualTo(operator.now(first).cause());
  }

  @Test
  void aNewOperatorGoesOnCounting() throws Exception {
    DumpAnalysis first =
        new Life("restart", NothingKnown.INSTANCE).explain("hub-1", "hub:1", AB_BA, 0);

    var another = new Life("restart", new ListedAnalyses(client));
    another.explain("hub-1", "hub:1", AB_BA, 1);

    assertThat(another.now(first).occurrences()).isEqualTo(2);
  }

  /** It was killed when it had counted, and before it had written what it has found. */
  @Test
  void whatIsExplainedAgainCountsOnce() throws Exception {
    var operator = new Life("once", new ListedAnalyses(client));
    DumpAnalysis first = operator.explain("hub-1", "hub:1", AB_BA, 0);
    DumpAnalysis second = operator.open("hub-2", "hub:1", "hubs");
    operator.explain(second, AB_BA, 1);
    DumpAnalysis undone = operator.read(second);
    undone.setStatus(second.getStatus());
    client.resource(undone).updateStatus();

    new Life("once", new ListedAnalyses(client)).explain(operator.read(second), AB_BA, 2);

    assertThat(operator.now(first).occurrences()).isEqualTo(2);
    assertThat(operator.now(second).sameAs()).isEqualTo(name(first));
  }

  /** The watch is late: what was just counted is known all the same. */
  @Test
  void thoseThatEndAtOnceAreCountedOnOne() throws Exception {
    var operator = new Life("at-once", NothingKnown.INSTANCE);
    var all = new ArrayList<DumpAnalysis>();
    for (int i = 0; i < 8; i++) {
      all.add(operator.open("hub-" + i, "hub:1", "hubs"));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<DumpAnalysis>>();
      all.forEach(one -> tasks.add(() -> operator.explain(one, AB_BA)));
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    }

    List<DumpAnalysisStatus> told = all.stream().map(operator::now).toList();
    assertThat(told).filteredOn(one -> one.sameAs() == null).hasSize(1);
    assertThat(told)
        .extracting(DumpAnalysisStatus::occurrences)
        .filteredOn(Objects::nonNull)
        .containsExactly(8);
  }

  @Test
  void anotherWorkloadOrWhatAPersonAsksForIsNotCounted() throws Exception {
    var operator = new Life("others", new ListedAnalyses(client));
    DumpAnalysis first = operator.explain("hub-1", "hub:1", AB_BA, 0);
    DumpAnalysis asked = operator.open("hub-1", "hub:1", null);
    operator.explain(asked, AB_BA, 1);
    DumpAnalysis quiet = operator.explain("hub-1", "hub:1", QUIET, 1);
    DumpAnalysis cable = operator.open("cable-1", "cable:1", "hubs");
    cable.setStatus(
        DumpAnalysisStatusBuilder.builder(cable.getStatus()).workload("Deployment/cable").build());
    operator.explain(client.resource(cable).updateStatus(), AB_BA, 1);

    assertThat(operator.now(first).occurrences()).isEqualTo(1);
    assertThat(operator.now(asked))
        .returns(name(first), DumpAnalysisStatus::sameAs)
        .returns(null, DumpAnalysisStatus::occurrences);
    assertThat(operator.now(quiet).signature()).isNull();
    assertThat(operator.now(cable).occurrences()).isEqualTo(1);
  }

  @Test
  void whereTheFirstWasDeletedTheNextOneIsTheFirst() throws Exception {
    var operator = new Life("deleted", new ListedAnalyses(client));
    client.resource(operator.explain("hub-1", "hub:1", AB_BA, 0)).delete();

    DumpAnalysis next = operator.explain("hub-1", "hub:1", AB_BA, 1);

    assertThat(operator.now(next)).returns(1, DumpAnalysisStatus::occurrences);
  }

  private static String name(DumpAnalysis analysis) {
    return analysis.getMetadata().getName();
  }

  /** One life of an operator, in a namespace of its own. */
  private final class Life {
    private final String namespace;
    private final TestClock clock = new TestClock();
    private final Explaining explaining;

    Life(String namespace, KnownAnalyses known) {
      this.namespace = "recognised-" + namespace;
      Namespaces.apply(client, this.namespace);
      namespaces.add(this.namespace);
      var spool = new Spool(folder, 1 << 30, Disk.REAL);
      var analyses = new KubernetesAnalyses(client);
      var ports =
          new Ports(
              analyses,
              _ -> {
                throw new AssertionError("no sidecar is asked");
              },
              Rescued.NONE,
              new PodAppLog(new PodLogs(client), analyses, spool),
              DumpStores.of(client),
              Hindsight.NONE,
              Notices.NONE,
              new KnownBefore(known),
              spool,
              clock);
      var publication = new Publication(ports.store(), new AtHand());
      explaining =
          new Explaining(
              ports,
              publication,
              new Recognising(ports),
              new Beside(ports, publication),
              new IncidentReporter(
                  new EventRecorder(client, Clock.systemUTC(), "test"), new SimpleMeterRegistry()));
    }

    DumpAnalysis explain(String pod, String image, String dump, int hour) throws Exception {
      return explain(open(pod, image, "hubs"), dump, hour);
    }

    DumpAnalysis open(String pod, String image, @Nullable String policy) {
      var analysis = new DumpAnalysis();
      analysis.setMetadata(
          new ObjectMetaBuilder().withGenerateName("hub-").withNamespace(namespace).build());
      var spec = DumpAnalysisSpecBuilder.builder().podName(pod);
      analysis.setSpec(
          policy == null
              ? spec.build()
              : spec.trigger(new Trigger(policy, null, "frozen", null)).build());
      DumpAnalysis created = client.resource(analysis).create();
      var incident = new Incident(created, Clock.systemUTC());
      incident.announce("node");
      created.setStatus(
          DumpAnalysisStatusBuilder.builder(incident.changed().getStatus())
              .workload("Deployment/hub")
              .image(image)
              .build());
      return client.resource(created).updateStatus();
    }

    DumpAnalysis explain(DumpAnalysis asked, String dump, int hour) throws Exception {
      clock.advance(Duration.between(clock.instant(), NOON.plus(Duration.ofHours(hour))));
      return explain(asked, dump);
    }

    DumpAnalysis explain(DumpAnalysis asked, String dump) throws Exception {
      var incident = new Incident(asked, clock);
      explaining.explainUnkept(incident, file(dump), "there is no room");
      return incident.analysis();
    }

    DumpAnalysis read(DumpAnalysis analysis) {
      return client
          .resources(DumpAnalysis.class)
          .inNamespace(namespace)
          .withName(name(analysis))
          .get();
    }

    DumpAnalysisStatus now(DumpAnalysis analysis) {
      return read(analysis).getStatus();
    }

    String said(DumpAnalysis analysis) {
      return Conditions.find(now(analysis).conditions(), Step.ANALYZED).orElseThrow().getMessage();
    }

    private PackedDump file(String dump) throws Exception {
      Path path = Files.createTempFile(folder, "dump", ".gz");
      try (InputStream in = Files.newInputStream(Path.of("../corpus/dumps", dump))) {
        return PackedDump.write(in, path, Files.newOutputStream(path));
      }
    }
  }
}
