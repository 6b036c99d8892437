package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sibling;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.dump.Beside;
import dev.stuckpod.operator.incident.dump.Publication;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod beside a stuck one is sampled, by nothing that it would notice. */
class BesideTest {

  private static final Path CORPUS = Path.of("../corpus/dumps");
  private static final String STUCK = "go-incident.go1.26.memory.txt";

  @TempDir private Path folder = Path.of("");

  private final TestClock clock = new TestClock();
  private final List<AttemptRequest> requests = new ArrayList<>();
  private List<MethodInfo> methods =
      List.of(
          MethodInfo.possible(CaptureMethod.ProcMem, ""),
          new MethodInfo(CaptureMethod.SigQuit, true, true, Reason.Possible, ""));

  @Test
  void whatOnlyTheStuckOneHasIsSaid() throws Exception {
    Sibling told = told("go-idle.go1.26.memory.txt", spec().build());

    assertThat(told.pod()).isEqualTo("hub");
    assertThat(told.method()).isEqualTo("ProcMem");
    assertThat(told.routines()).isEqualTo(14);
    assertThat(told.message())
        .isEqualTo("Pod hub of the same workload was not stuck; it has none of these routines.");
    assertThat(told.onlyHere())
        .hasSizeLessThanOrEqualTo(8)
        .anySatisfy(line -> assertThat(line).contains("main.(*hub).deliver"))
        .anySatisfy(line -> assertThat(line).startsWith("1 x [").contains("main.(*hub).broadcast"));
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo(CaptureMethod.ProcMem);
              assertThat(request.killsAllowed()).isFalse();
            });
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("left in the spool").isEmpty();
    }
  }

  @Test
  void whereBothDoTheSameThatIsSaid() throws Exception {
    assertThat(told(STUCK, spec().build()))
        .returns(List.of(), Sibling::onlyHere)
        .returns(
            "Pod hub of the same workload was not stuck; what routines do here, they do there,"
                + " too.",
            Sibling::message);
  }

  @Test
  void itIsNeverSignalledNorStopped() throws Exception {
    methods =
        List.of(
            MethodInfo.possible(CaptureMethod.Pprof, ""),
            MethodInfo.possible(CaptureMethod.Gops, ""),
            new MethodInfo(CaptureMethod.SigQuit, true, false, Reason.Possible, ""));

    Sibling told = told(STUCK, spec().allowRestart(true).build());

    assertThat(requests).isEmpty();
    assertThat(told.method()).isNull();
    assertThat(told.message()).startsWith("No sample of pod hub: ");
  }

  @Test
  void aMethodThatThePolicyDoesNotAllowIsNotUsed() throws Exception {
    told(STUCK, spec().methods(List.of(CaptureMethod.Pprof)).build());

    assertThat(requests).isEmpty();
  }

  @Test
  void whereNoneIsNamedNobodyIsAsked() throws Exception {
    Beside beside = beside(STUCK);
    DumpAnalysis asked = Asked.of(Asked.SPEC, clock);

    beside.begin(asked);

    assertThat(beside.of(asked, analysis(STUCK))).isNull();
    assertThat(requests).isEmpty();
  }

  private static DumpAnalysisSpecBuilder spec() {
    return DumpAnalysisSpecBuilder.builder().podName("hub-stuck").sibling(App.POD);
  }

  private Sibling told(String dump, DumpAnalysisSpec spec) throws Exception {
    Beside beside = beside(dump);
    DumpAnalysis asked = Asked.of(spec, clock);
    Analysis stuck = analysis(STUCK);
    beside.begin(asked);
    beside.begin(asked);
    return Awaitility.await()
        .until(
            () -> beside.of(asked, stuck),
            told -> told != null && !String.valueOf(told.message()).contains("had not answered"));
  }

  private Beside beside(String dump) {
    var app = new App(App.Kind.GO_IN_MEMORY, clock);
    var ports =
        new Ports(
            new Pods(app),
            _ -> new OneDump(app, dump),
            Rescued.NONE,
            new FakeLog(new Faults(clock), app, clock, new Spool(folder, 1 << 30, Disk.REAL)),
            new FakeStore(new Faults(clock)),
            Hindsight.NONE,
            Notices.NONE,
            (_, _, _) -> List.of(),
            new Spool(folder, 1 << 30, Disk.REAL),
            clock);
    return new Beside(ports, new Publication(ports.store(), new AtHand()));
  }

  private static Analysis analysis(String dump) throws Exception {
    try (InputStream in = Files.newInputStream(CORPUS.resolve(dump))) {
      return Analyzer.analyze(in);
    }
  }

  /** Has one pod. */
  private record Pods(App app) implements Analyses {
    @Override
    public @Nullable DumpAnalysis read(String namespace, String name) {
      return null;
    }

    @Override
    public DumpAnalysis write(DumpAnalysis changed) {
      throw new AssertionError("nothing is written");
    }

    @Override
    public boolean isOpenedBy(Opener.Standing opener, String name) {
      return true;
    }

    @Override
    public @Nullable Pod pod(String namespace, String name) {
      return name.equals(App.POD) ? app.pod() : null;
    }
  }

  /** Gives one dump for each request. */
  private final class OneDump implements Sidecar {
    private final App app;
    private final String dump;

    OneDump(App app, String dump) {
      this.app = app;
      this.dump = dump;
    }

    @Override
    public List<ProcessInfo> processes(String bareContainerID) {
      return app.processes(bareContainerID).stream()
          .map(process -> process.withMethods(methods))
          .toList();
    }

    @Override
    public AttemptResult attempt(AttemptRequest request) {
      requests.add(request);
      return new AttemptResult(
          request.attemptId(),
          AttemptResult.State.Done,
          request.method(),
          Reason.Possible,
          "",
          "",
          "",
          new DumpFile(1, "", null));
    }

    @Override
    public Optional<AttemptResult> result(String attemptId) {
      return Optional.empty();
    }

    @Override
    public Instant startedAt() {
      return Instant.EPOCH;
    }

    @Override
    public List<KeptDump> found() {
      return List.of();
    }

    @Override
    public Optional<PackedDump> dump(String attemptId, Taking taking) throws Trouble {
      var packed = new ByteArrayOutputStream();
      try {
        try (var out = new GZIPOutputStream(packed)) {
          Files.copy(CORPUS.resolve(dump), out);
        }
        return Optional.of(taking.take(new ByteArrayInputStream(packed.toByteArray())));
      } catch (IOException e) {
        throw new Trouble(new Failure.BrokenOff(e.toString()), e);
      }
    }
  }
}
