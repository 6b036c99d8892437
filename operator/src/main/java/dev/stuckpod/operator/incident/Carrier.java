package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.incident.again.Recognising;
import dev.stuckpod.operator.incident.dump.AtHand;
import dev.stuckpod.operator.incident.dump.Beside;
import dev.stuckpod.operator.incident.dump.Explaining;
import dev.stuckpod.operator.incident.dump.Harvest;
import dev.stuckpod.operator.incident.dump.Keeping;
import dev.stuckpod.operator.incident.dump.LoggedDump;
import dev.stuckpod.operator.incident.dump.Publication;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Failures;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.operator.opening.Demand;
import dev.stuckpod.operator.opening.OnDemandLimits;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Places;
import dev.stuckpod.operator.pods.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries an incident on: reads it, does the one step that its status asks for, writes it, until
 * nothing is left; what fails goes by {@link Failures}.
 */
final class Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

  /** No incident takes so many steps; one that does must not keep the others. */
  private static final int STEPS_AT_ONCE = 100;

  /** Longer than any step and any pause. */
  private static final Duration DELETED = Duration.ofMinutes(30);

  private final Ports ports;
  private final IncidentObserver observer;
  private final Gate gate;
  private final Demand demand;
  private final Keeping keeping;
  private final Capture capture;
  private final Resolution resolution;
  private final Explaining explaining;
  private final Beside beside;
  private final Aftermath aftermath;

  /** What this process remembers of incidents under way, by namespace and name. */
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();

  /** Carries as many at once as the operator's memory takes. */
  Carrier(Ports ports, IncidentObserver observer, OnDemandLimits onDemand, KnownAnalyses known) {
    this(
        ports,
        observer,
        new Places(Gate.AT_ONCE, onDemand.concurrent(), ports.clock()),
        new Demand(onDemand, known, ports.clock()),
        new AtHand());
  }

  /** Captures as places and demand allow. */
  Carrier(Ports ports, IncidentObserver observer, Places places, Demand demand, AtHand atHand) {
    this.demand = demand;
    this.ports = ports;
    this.observer = observer;
    this.gate = new Gate(ports, places);
    var publication = new Publication(ports.store(), atHand);
    this.keeping = new Keeping(ports, publication.worth(), atHand, observer);
    var logged = new LoggedDump(ports, keeping);
    var harvest = new Harvest(ports, keeping, logged);
    this.capture = new Capture(ports, harvest, keeping);
    this.resolution = new Resolution(ports, harvest, logged, keeping);
    this.beside = new Beside(ports, publication);
    this.explaining = new Explaining(ports, publication, new Recognising(ports), beside, observer);
    this.aftermath = new Aftermath(ports, capture, logged, keeping, explaining, observer);
  }

  /**
   * Carries it as far as it goes now.
   *
   * @return how long to wait before it is carried on; empty when nothing is left to do
   */
  Optional<Duration> carry(String namespace, String name) {
    String key = namespace + "/" + name;
    Memory memory = memories.computeIfAbsent(key, _ -> new Memory());
    memory.carriedAt = Instant.now(ports.clock());
    forgetDeleted(memory.carriedAt);
    Duration next = Duration.ofSeconds(1);
    try {
      Optional<Duration> wait = gate.untilNextLook(key).or(() -> steps(namespace, name, memory));
      if (wait.isEmpty()) {
        forgetAll(key, memory);
        memories.remove(key);
        gate.leave(key);
        return wait;
      }
      next = wait.get().isPositive() ? wait.get() : next;
      return Optional.of(next);
    } finally {
      gate.pause(key, next);
    }
  }

  private Optional<Duration> steps(String namespace, String name, Memory memory) {
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    for (int steps = 0; steps < STEPS_AT_ONCE && wait.filter(Duration::isZero).isPresent(); ) {
      wait = step(namespace, name, memory);
      steps++;
    }
    return wait;
  }

  /** Nobody says when one under way is deleted; it is only not carried any more. */
  private void forgetDeleted(Instant now) {
    memories.forEach(
        (key, memory) -> {
          if (memory.carriedAt.isBefore(now.minus(DELETED)) && memories.remove(key, memory)) {
            forgetAll(key, memory);
          }
        });
  }

  private Optional<Duration> step(String namespace, String name, Memory memory) {
    Incident incident = null;
    try {
      DumpAnalysis read = ports.analyses().read(namespace, name);
      if (read == null) {
        return Optional.empty();
      }
      incident = new Incident(read, ports.clock());
      forgetEnded(incident, memory);
      Step step = incident.next();
      if (step instanceof Step.Done) {
        return Optional.empty();
      }
      Optional<Duration> turn = gate.untilTurn(incident, step);
      if (turn.isPresent()) {
        return turn;
      }
      if (!(step instanceof Step.Announce)) { // one that waits for its turn asks nobody
        ports.hindsight().begin(incident.analysis());
        beside.begin(incident.analysis());
      }
      Duration wait = perform(step, incident);
      memory.tries = 0;
      return Optional.of(wait);
    } catch (Trouble e) {
      return Optional.of(failed(e.failure(), namespace, name, incident, memory));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{}/{}: a mistake in Stuckpod", namespace, name, e);
      return Optional.of(
          failed(new Failure.Unforeseen(e.toString()), namespace, name, incident, memory));
    }
  }

  /** What has ended, perhaps by another leader or in a former life, needs no files any more. */
  private void forgetEnded(Incident incident, Memory memory) {
    for (Attempt attempt : incident.attempts()) {
      if (attempt.outcome() != null) {
        keeping.forget(attempt.id());
      }
    }
    memory.attemptId = incident.open().map(Attempt::id).orElse(null);
  }

  private void forgetAll(String incident, Memory memory) {
    keeping.leave(incident);
    if (memory.attemptId != null) {
      keeping.forget(memory.attemptId);
    }
  }

  private Duration perform(Step step, Incident incident) throws Trouble {
    switch (step) {
      case Step.Announce() -> announce(incident);
      case Step.Resolve(var attempt) -> {
        return resolution.resolve(incident, attempt);
      }
      case Step.Capture() -> {
        return capture.next(incident);
      }
      case Step.Analyze() -> explaining.explain(incident);
      case Step.CloseWithoutDump() -> {
        incident.history(ports.hindsight().of(incident.analysis()));
        incident.analyzed(Truth.False, AnalyzedReason.NoDump, AnalyzedReason.NoDump.text());
        write(incident);
      }
      case Step.Done() -> {}
    }
    return Duration.ZERO;
  }

  private void announce(Incident incident) throws Trouble {
    var pod = ports.analyses().pod(incident.namespace(), incident.spec().podName());
    incident.announce(pod == null ? null : pod.getSpec().getNodeName());
    if (pod != null) {
      note(Origin.of(pod, incident.spec().container()), incident);
    }
    demand
        .refusal(
            asking(incident), incident.analysis().getMetadata().getUid(), incident.spec().podName())
        .ifPresent(
            why ->
                incident.captured(
                    Truth.False,
                    CapturedReason.LimitReached,
                    CapturedReason.LimitReached.text() + " " + why));
    write(incident);
    observer.started(incident.analysis());
  }

  /** What only says that somebody else has opened it, a person has. */
  private Opener asking(Incident incident) throws Trouble {
    return incident.opener() instanceof Opener.Standing opener
            && !ports.analyses().isOpenedBy(opener, incident.analysis().getMetadata().getName())
        ? new Opener.Person(incident.namespace())
        : incident.opener();
  }

  /** Before the pod is gone. */
  private static void note(Origin origin, Incident incident) {
    incident.change(
        status -> {
          var noted = DumpAnalysisStatusBuilder.builder(status).workload(origin.workload());
          return (origin.image() == null ? noted : noted.image(origin.image())).build();
        });
  }

  private void write(Incident incident) throws Trouble {
    incident.written(ports.analyses().write(incident.changed()));
  }

  /** Does what follows from a failure, and says how long to wait then. */
  private Duration failed(
      Failure failure, String namespace, String name, @Nullable Incident incident, Memory memory) {
    if (Thread.currentThread().isInterrupted()) {
      return Duration.ofSeconds(1); // the process is being ended: nothing is decided any more
    }
    boolean counts = !(failure instanceof Failure.Overtaken);
    memory.tries += counts ? 1 : 0;
    if (counts) {
      LOG.warn("{}/{}: {}", namespace, name, failure.sentence());
    }
    return incident == null
        ? Failures.pause(memory.tries)
        : aftermath.of(failure, incident, memory);
  }
}
