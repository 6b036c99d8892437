package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.AttemptBuilder;
import dev.stuckpod.crds.v1alpha1.CaptureStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackFrame;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.StackGroup;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.incident.again.Recognising;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.dump.Beside;
import dev.stuckpod.operator.incident.dump.Explaining;
import dev.stuckpod.operator.incident.dump.Publication;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.incident.edge.PodAppLog;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apps may call their threads, as a real API server takes and keeps it. */
@WithApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDumpIT {

  private static final String NAMESPACE = "hostile-dump";
  private static final int OBJECT = 256 << 10;

  /** Smaller than an analysis may be. */
  private static final int SMALL_REQUEST = 130_000;

  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

  private final KubernetesClient client;

  @TempDir private Path folder = Path.of("");

  HostileDumpIT(KubernetesClient client) {
    this.client = client;
    open(client);
  }

  static Set<String> hostile() {
    return HostileDumps.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aSmallDumpMakesAnObjectOfASizeThatIsTaken(String kind) throws Exception {
    String dump = Objects.requireNonNull(HostileDumps.all().get(kind));
    assertThat(dump.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(24 << 10);

    DumpAnalysis explained = explain(client, dump);

    String kept = kept(client, explained);
    assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(OBJECT);
    assertThat(explained.getStatus().verdict()).isNotNull();
    assertThat(explained.getStatus().stacks()).isNotEmpty();
    assertThat(Conditions.find(explained.getStatus().conditions(), Step.ANALYZED))
        .hasValueSatisfying(c -> assertThat(c.getReason()).isEqualTo("Explained"));
    assertThat(UNFIT.matcher(kept.strip()).find()).isFalse();
    assertThat(kept).doesNotContainPattern("\\\\u00[01][0-9a-f]");
    assertThat(client.events().v1().events().inNamespace(NAMESPACE).list().getItems())
        .extracting(Event::getNote)
        .allMatch(note -> !UNFIT.matcher(note).find());
  }

  /** The limits are etcd's, its client's and the API server's own: each has words of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1_700_000, 2_300_000, 4_000_000})
  void whateverFindsAnObjectTooLargeIsUnderstood(int bytes) {
    DumpAnalysis asked = asked(client);
    var frame = new StackFrame("f".repeat(500), "g".repeat(500), 1);
    var stack = new StackGroup(1L, "s", 0L, false, Collections.nCopies(64, frame), null);
    asked.setStatus(
        DumpAnalysisStatusBuilder.builder()
            .stacks(Collections.nCopies(bytes / 66_000, stack))
            .build());

    assertThatThrownBy(() -> new KubernetesAnalyses(client).write(asked))
        .isInstanceOfSatisfying(
            Trouble.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Rejected.class));
  }

  @Test
  void aRefusalForSizeEndsInASmallerStatus() throws Exception {
    try (var server = new ApiServer(SMALL_REQUEST)) {
      server.installCrds();
      try (KubernetesClient small = server.client()) {
        open(small);

        DumpAnalysis explained = explain(small, HostileDumps.many("<&>".repeat(100), 600));

        assertThat(explained.getStatus().verdict()).isNotNull();
        assertThat(kept(small, explained).length()).isBetween(SMALL_REQUEST / 16, SMALL_REQUEST);
      }
    }
  }

  @Test
  void whatWasDoneIsWrittenInFewerWordsWhereItIsTooMuch() throws Exception {
    try (var server = new ApiServer(SMALL_REQUEST)) {
      server.installCrds();
      try (KubernetesClient small = server.client()) {
        open(small);
        DumpAnalysis asked = asked(small);
        var attempt = Asked.intent("id", CaptureMethod.Pprof, Clock.systemUTC());
        asked.setStatus(
            DumpAnalysisStatusBuilder.builder()
                .capture(
                    new CaptureStatus(
                        Collections.nCopies(
                            64,
                            AttemptBuilder.builder(attempt)
                                .outcome("Failed")
                                .message("<".repeat(512))
                                .build()),
                        null,
                        null))
                .build());

        DumpAnalysis written = new KubernetesAnalyses(small).write(asked);

        assertThat(Objects.requireNonNull(written.getStatus().capture()).attempts())
            .hasSize(64)
            .allMatch(a -> "Failed".equals(a.outcome()));
      }
    }
  }

  /** As an operator does it that has a dump in hand. */
  private DumpAnalysis explain(KubernetesClient at, String dump) throws Exception {
    Clock clock = Clock.systemUTC();
    var spool = new Spool(folder, 1 << 30, Disk.REAL);
    var ports =
        new Ports(
            new KubernetesAnalyses(at),
            _ -> {
              throw new AssertionError("no sidecar is asked");
            },
            Rescued.NONE,
            new PodAppLog(new PodLogs(at), new KubernetesAnalyses(at), spool),
            DumpStores.of(at),
            Hindsight.NONE,
            Notices.NONE,
            (_, _, _) -> List.of(),
            spool,
            clock);
    var reporter =
        new IncidentReporter(new EventRecorder(at, clock, "test"), new SimpleMeterRegistry());
    var incident = new Incident(asked(at), clock);
    incident.announce("node");
    incident.written(ports.analyses().write(incident.changed()));
    var publication = new Publication(ports.store(), new AtHand());
    new Explaining(
            ports, publication, new Recognising(ports), new Beside(ports, publication), reporter)
        .explainUnkept(incident, file(dump), "there is no room");
    return incident.analysis();
  }

  private PackedDump file(String dump) throws IOException {
    Path path = Files.createTempFile(folder, "dump", ".gz");
    return PackedDump.write(
        new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)),
        path,
        Files.newOutputStream(path));
  }

  private static void open(KubernetesClient at) {
    Namespaces.apply(at, NAMESPACE);
  }

  private static DumpAnalysis asked(KubernetesClient at) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withGenerateName("asked-").withNamespace(NAMESPACE).build());
    analysis.setSpec(Asked.SPEC);
    return at.resource(analysis).create();
  }

  private static String kept(KubernetesClient at, DumpAnalysis analysis) {
    return Objects.requireNonNull(
        at.raw(
            "/apis/stuckpod.dev/v1alpha1/namespaces/%s/dumpanalyses/%s"
                .formatted(NAMESPACE, analysis.getMetadata().getName())));
  }
}
