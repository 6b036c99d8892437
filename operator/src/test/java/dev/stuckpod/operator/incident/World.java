package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.operator.analyses.NothingKnown;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Hindsight;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.operator.opening.Demand;
import dev.stuckpod.operator.opening.OnDemandLimits;
import dev.stuckpod.operator.opening.Places;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that an incident touches, made of fakes, and an operator that may be killed. */
final class World {

  /** Whatever fails, the end comes within this time; an outage of an hour not counted. */
  static final Duration LONGEST = Duration.ofMinutes(45);

  private static final Duration OPERATOR_STARTS = Duration.ofSeconds(8);
  private static final int MOST_STEPS = 5_000;

  final TestClock clock = new TestClock();
  final Faults faults = new Faults(clock);
  final App app;
  final FakeSidecar sidecar;
  final FakeStore store = new FakeStore(faults);
  final FakeApiServer api;

  private final Path folder;
  private final Path otherFolder;
  private boolean rotatesUnseen;
  private int kills;
  private Places places;
  private Supplier<AtHand> atHands = NothingAtHand::new;
  private Rescued rescued = Rescued.NONE;
  private Hindsight hindsight = Hindsight.NONE;
  private Notices notices = Notices.NONE;
  private Demand demand = new Demand(new OnDemandLimits(30, 120, 2), NothingKnown.INSTANCE, clock);

  World(App.Kind kind, Path folder) {
    this(
        kind,
        folder,
        DumpAnalysisSpecBuilder.builder().podName(App.POD).allowRestart(true).build());
  }

  World(App.Kind kind, Path folder, DumpAnalysisSpec spec) {
    this.folder = folder.resolve("spool");
    this.otherFolder = folder.resolve("other");
    this.app = new App(kind, clock);
    this.sidecar = new FakeSidecar(faults, app, clock);
    this.api = new FakeApiServer(faults, app, Asked.of(spec, clock));
    this.places = new Places(Gate.AT_ONCE, Gate.AT_ONCE, clock);
    try {
      Files.createDirectory(this.folder);
      Files.createDirectory(otherFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    faults.when(sidecar::restart, app::delete, this::anotherTakesOver);
  }

  /** While no operator lives, the log is rotated in the middle of the dump. */
  void logRotatesUnseen() {
    rotatesUnseen = true;
  }

  int kills() {
    return kills;
  }

  /** Others capture, too. */
  void share(Places with) {
    places = with;
  }

  /** What an operator has at hand of kept dumps; by default others need the room at once. */
  void hasAtHand(Supplier<AtHand> those) {
    atHands = those;
  }

  /** What was fetched before the incident began. */
  void rescues(Rescued those) {
    rescued = those;
  }

  /** Somebody knows what readings were before. */
  void remembers(Hindsight past) {
    hindsight = past;
  }

  /** Somebody is told. */
  void tells(Notices who) {
    notices = who;
  }

  /** Others ask, too. */
  void share(Demand with) {
    demand = with;
  }

  /** The operator that works here. */
  Carrier operator() {
    return operator(folder);
  }

  /** Another leader, with a spool of its own, goes as far as it comes in a minute or two. */
  private void anotherTakesOver() {
    clock.advance(Duration.ofMinutes(1));
    places = new Places(Gate.AT_ONCE, Gate.AT_ONCE, clock);
    Carrier other = operator(otherFolder);
    for (int steps = 0; steps < 10; steps++) {
      var wait = other.carry("shop", "asked");
      if (wait.isEmpty()) {
        return;
      }
      clock.advance(wait.get());
    }
  }

  private Carrier operator(Path spoolFolder) {
    Disk disk =
        (file, options) -> {
          try {
            return faults.call(
                Port.DISK,
                doing(file.toString()),
                new Failure.Unforeseen("disk"),
                Duration.ofSeconds(30),
                () -> open(file, options));
          } catch (Trouble e) {
            throw new IOException("No space left on device", e);
          }
        };
    var spool = new Spool(spoolFolder, 1 << 30, disk);
    spool.clean(clock.instant());
    return new Carrier(
        new Ports(
            api,
            _ -> sidecar,
            rescued,
            new FakeLog(faults, app, clock, spool).rotatesUnseen(rotatesUnseen),
            store,
            hindsight,
            notices,
            (_, _, _) -> List.of(),
            spool,
            clock),
        new Silent(),
        places,
        demand,
        atHands.get());
  }

  private static String doing(String file) {
    if (file.endsWith(".check")) {
      return "look for room";
    }
    return file.endsWith(".gz") ? "write the dump" : "write the log";
  }

  private static java.io.OutputStream open(Path file, java.nio.file.OpenOption... options) {
    try {
      return Disk.REAL.open(file, options);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets the operator work until nothing is left to do, and tells how it ended. */
  DumpAnalysis run() {
    Carrier operator = operator(folder);
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      try {
        var wait = operator.carry("shop", "asked");
        if (wait.isEmpty()) {
          return api.stored();
        }
        clock.advance(wait.get());
      } catch (Faults.Killed killed) {
        kills++;
        clock.advance(OPERATOR_STARTS);
        places = new Places(Gate.AT_ONCE, Gate.AT_ONCE, clock);
        operator = operator(folder);
      }
    }
    throw new AssertionError("It does not end: " + api.stored().getStatus());
  }

  /** What must hold however it went. */
  void assertEndedWell() {
    DumpAnalysis analysis = api.stored();
    var status = analysis.getStatus();
    assertThat(status).as("silent").isNotNull();
    assertThat(captured().getReason()).as("silent").isNotIn("Pending", "Running");
    assertThat(analyzed().getReason()).as("silent").isNotIn("Pending", "Running");
    assertThat(captured().getMessage()).as("silent").isNotBlank();
    assertThat(app.signals()).as("signals").isLessThanOrEqualTo(1);
    if (status.capture() != null && status.capture().attempts() != null) {
      assertThat(status.capture().attempts())
          .as("half-done")
          .allSatisfy(attempt -> assertThat(attempt.outcome()).isNotNull());
    }
    List<DumpInfo> dumps = dumps();
    assertThat(store.names())
        .as("half-done: dumps that nobody refers to, or that are gone")
        .containsExactlyInAnyOrderElementsOf(
            dumps.stream()
                .filter(dump -> dump.rawDumpRef() != null)
                .map(dump -> dump.rawDumpRef().name())
                .toList());
    if (app.signals() == 1 && !"SignalUnknown".equals(captured().getReason())) {
      assertThat(Objects.requireNonNull(status.capture()).containerRestarted())
          .as("a restart that we caused is written down")
          .isEqualTo(app.signalEnds());
    }
    assertThat(left()).as("left in the spool").isEmpty();
  }

  private List<String> left() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Condition captured() {
    return condition(Step.CAPTURED);
  }

  Condition analyzed() {
    return condition(Step.ANALYZED);
  }

  private Condition condition(String type) {
    return Conditions.find(api.stored().getStatus().conditions(), type).orElseThrow();
  }

  List<DumpInfo> dumps() {
    var dumps = api.stored().getStatus().dumps();
    return dumps == null ? List.of() : dumps;
  }

  private static final class NothingAtHand extends AtHand {
    @Override
    public void add(Incident incident, String name, String attemptId, Path gzip) {}
  }

  private static final class Silent implements IncidentObserver {
    @Override
    public void started(DumpAnalysis analysis) {}

    @Override
    public void ended(
        DumpAnalysis analysis, CaptureMethod method, AttemptOutcome outcome, String message) {}

    @Override
    public void failed(DumpAnalysis analysis, CapturedReason reason, String message) {}

    @Override
    public void explained(DumpAnalysis analysis, String before) {}
  }
}
