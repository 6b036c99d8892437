package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.AnalyzedReason;
import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.operator.conditions.Truth;
import dev.stuckpod.operator.incident.dump.Explaining;
import dev.stuckpod.operator.incident.dump.Keeping;
import dev.stuckpod.operator.incident.dump.LoggedDump;
import dev.stuckpod.operator.incident.failure.Decision;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Failures;
import dev.stuckpod.operator.incident.failure.Situation;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what {@link Failures} decides, and writes it down. */
final class Aftermath {

  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

  private final Ports ports;
  private final Capture capture;
  private final LoggedDump logged;
  private final Keeping keeping;
  private final Explaining explaining;
  private final IncidentObserver observer;

  Aftermath(
      Ports ports,
      Capture capture,
      LoggedDump logged,
      Keeping keeping,
      Explaining explaining,
      IncidentObserver observer) {
    this.ports = ports;
    this.capture = capture;
    this.logged = logged;
    this.keeping = keeping;
    this.explaining = explaining;
    this.observer = observer;
  }

  /** Does it, and says how long to wait then. */
  Duration of(Failure failure, Incident incident, Memory memory) {
    incident.restore();
    memory.attemptId = incident.open().map(Attempt::id).orElse(null);
    Decision decision = Failures.decide(failure, situation(incident, memory));
    try {
      Duration wait = apply(decision, failure, incident);
      memory.tries = decision instanceof Decision.AskAgain ? memory.tries : 0;
      return wait;
    } catch (Trouble e) {
      return decision instanceof Decision.PassOver
          ? of(e.failure(), incident, memory) // of the next method
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
                : keeping.has(open.get()) ? Situation.Stage.Keeping : Situation.Stage.Attempting;
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
        keeping.end(incident, attempt, outcome, message);
      }
      case Decision.GiveUp(var reason, var sentence, var outcome) ->
          giveUp(incident, failure, reason, sentence, outcome);
      case Decision.ExplainUnkept(String why) ->
          keeping.explainUnkept(incident, incident.open().orElseThrow(), explaining, why);
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
      keeping.end(incident, open.get(), end, sentence);
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
      incident.restarted(mayHave && logged.hasEnded(incident, target));
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

  private void write(Incident incident) throws Trouble {
    incident.written(ports.analyses().write(incident.changed()));
  }
}
