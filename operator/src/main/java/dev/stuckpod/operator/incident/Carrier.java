package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.AnalyzedReason;
import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.operator.conditions.Truth;
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
  private final Harvest harvest;
  private final Capture capture;
  private final Resolution resolution;
  private final Explaining explaining;

  /** What this process remembers of incidents under way, by namespace and name. */
  private final Map<String, Memory> memories = new ConcurrentHashMap<>();

  Carrier(Ports ports, IncidentObserver observer) {
    this(ports, observer, new Places(Places.AT_ONCE, ports.clock()));
  }

  /** Captures as places allow. */
  Carrier(Ports ports, IncidentObserver observer, Places places) {
    this.ports = ports;
    this.observer = observer;
    this.gate = new Gate(ports, places);
    var publication = new Publication(ports.store());
    this.harvest = new Harvest(ports, publication, observer);
    this.capture = new Capture(ports, harvest);
    this.resolution = new Resolution(ports, harvest);
    this.explaining = new Explaining(ports, publication, observer);
  }

  /** Failures in a row, and the attempt whose files and log are open. */
  private static final class Memory {
    private volatile Instant carriedAt = Instant.EPOCH;
    private int tries;
    private @Nullable String attemptId;
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
        forgetAll(memory);
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
            forgetAll(memory);
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
        harvest.forget(attempt.id());
      }
    }
    memory.attemptId = incident.open().map(Attempt::id).orElse(null);
  }

  private void forgetAll(Memory memory) {
    if (memory.attemptId != null) {
      harvest.forget(memory.attemptId);
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
    write(incident);
    observer.started(incident.analysis());
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
    return incident == null ? Failures.pause(memory.tries) : decided(failure, incident, memory);
  }

  private Duration decided(Failure failure, Incident incident, Memory memory) {
    incident.restore();
    memory.attemptId = incident.open().map(Attempt::id).orElse(null);
    Decision decision = Failures.decide(failure, situation(incident, memory));
    try {
      Duration wait = apply(decision, failure, incident);
      memory.tries = decision instanceof Decision.AskAgain ? memory.tries : 0;
      return wait;
    } catch (Trouble e) {
      return decision instanceof Decision.PassOver
          ? decided(e.failure(), incident, memory) // of the next method
          : failedAgain(e.failure(), decision, incident, memory);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{}/{}: a mistake in Stuckpod", incident.namespace(), incident.name(), e);
      return failedAgain(new Failure.Unforeseen(e.toString()), decision, incident, memory);
    }
  }

  private Situation situation(Incident incident, Memory memory) {
    Optional<Attempt> open = incident.open();
    Situation.Stage stage =
        incident.next() instanceof Step.Analyze || incident.next() instanceof Step.CloseWithoutDump
            ? Situation.Stage.Explaining
            : open.isEmpty()
                ? Situation.Stage.Choosing
                : harvest.has(open.get()) ? Situation.Stage.Keeping : Situation.Stage.Attempting;
    return new Situation(
        stage,
        open.map(Attempt::method).orElse(null),
        open.filter(attempt -> attempt.signalledAt() != null).isPresent(),
        Duration.between(incident.since(), Instant.now(ports.clock())),
        memory.tries);
  }

  private Duration apply(Decision decision, Failure failure, Incident incident) throws Trouble {
    switch (decision) {
      case Decision.AskAgain(Duration after) -> {
        delay(incident, failure);
        return after;
      }
      case Decision.PassOver() -> {
        return capture.passOver(incident);
      }
      case Decision.Conclude(var outcome, var message) -> {
        Attempt attempt = incident.open().orElseThrow();
        incident.conclude(attempt, outcome, message);
        noteRestart(incident, attempt, failure);
        harvest.end(incident, attempt, outcome, message);
      }
      case Decision.GiveUp(var reason, var sentence, var outcome) ->
          giveUp(incident, failure, reason, sentence, outcome);
      case Decision.ExplainUnkept(String why) ->
          harvest.explainUnkept(incident, incident.open().orElseThrow(), explaining, why);
      case Decision.ExplainTheRest(String why) -> explaining.explainTheRest(incident, why);
      case Decision.WriteLess _ -> explaining.leave(incident, failure.sentence());
      case Decision.LeaveUnexplained(String why) -> explaining.leave(incident, why);
    }
    return Duration.ZERO;
  }

  /** Says, while it is asked again, what keeps it; where that fails too it is only not said. */
  private void delay(Incident incident, Failure failure) {
    boolean isSayable =
        !(failure instanceof Failure.Overtaken
            || failure instanceof Failure.Unanswered
            || failure instanceof Failure.Ending
            || failure instanceof Failure.Rejected);
    if (!isSayable || !incident.isCapturing()) {
      return;
    }
    incident.delayed(failure.sentence());
    try {
      if (incident.isChanged()) {
        write(incident);
      }
    } catch (Trouble e) {
      LOG.debug("{}: {}", incident.name(), e.getMessage());
    }
  }

  private void giveUp(
      Incident incident,
      Failure failure,
      CapturedReason reason,
      String sentence,
      @Nullable AttemptOutcome outcome)
      throws Trouble {
    if (incident.next() instanceof Step.Announce) {
      incident.announce(null);
    }
    Optional<Attempt> open = incident.open();
    AttemptOutcome end = outcome == null ? AttemptOutcome.Failed : outcome;
    if (open.isPresent()) {
      incident.conclude(open.get(), end, sentence);
      noteRestart(incident, open.get(), failure);
    }
    if (incident.dumps().isEmpty()) {
      incident.captured(Truth.False, reason, sentence);
    } else {
      incident.close("no further dump could be taken: " + sentence); // one in hand is no failure
    }
    if (open.isPresent()) {
      harvest.end(incident, open.get(), end, sentence);
    } else {
      write(incident);
    }
    if (incident.dumps().isEmpty()) {
      observer.failed(incident.analysis(), reason, sentence);
    }
  }

  /** A restart that we caused is always written down, and no other. */
  private void noteRestart(Incident incident, Attempt attempt, Failure failure) throws Trouble {
    boolean mayHave = !Boolean.FALSE.equals(attempt.kills());
    if (failure instanceof Failure.NoDumpInLog(var sent, _, var ended, _)) {
      if (sent) {
        incident.restarted(mayHave && ended);
      }
    } else if (attempt.signalledAt() != null) {
      var pod = ports.analyses().pod(incident.namespace(), incident.spec().podName());
      Target target = Target.of(attempt, incident.spec(), pod);
      incident.restarted(mayHave && harvest.hasEnded(incident, target));
    }
  }

  /** What a failure asked for failed too: the end is said in the fewest words, or asked again. */
  private Duration failedAgain(
      Failure failure, Decision decision, Incident incident, Memory memory) {
    LOG.warn("{}/{}: {}", incident.namespace(), incident.name(), failure.sentence());
    boolean hopeless = failure instanceof Failure.Rejected || failure instanceof Failure.Unforeseen;
    if (!hopeless || decision instanceof Decision.AskAgain) {
      return Failures.pause(memory.tries);
    }
    incident.restore();
    String why = "The end of this incident could not be written down: " + failure.sentence();
    if (incident.isCapturing()) {
      incident.captured(Truth.False, CapturedReason.Failed, why);
    }
    incident.analyzed(Truth.False, AnalyzedReason.Failed, why);
    try {
      write(incident);
      return Duration.ZERO;
    } catch (Trouble e) {
      LOG.error("{}/{}: {}", incident.namespace(), incident.name(), e.getMessage());
      return Failures.pause(memory.tries);
    }
  }
}
