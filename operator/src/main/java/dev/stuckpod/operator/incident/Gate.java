package dev.stuckpod.operator.incident;

import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Step;
import dev.stuckpod.operator.opening.Places;
import dev.stuckpod.operator.spool.Spool;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has incidents wait until it is their turn to capture, and says so in their status. While one
 * waits nothing is asked of anybody, and the time does not count by which it is given up.
 */
final class Gate {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** How long one that waits takes to see that its turn has come. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Whoever comes to its turn so late has waited, if not here. */
  private static final Duration LATE = Duration.ofSeconds(10);

  /** Few enough for the operator's memory, and dozens of pods are through in a minute. */
  static final int AT_ONCE = Spool.SHARES;

  static final String WAITING =
      "Waits for its turn: the operator takes the dumps of %d incidents at once, the oldest first"
          .formatted(AT_ONCE);

  private final Ports ports;
  private final Places places;

  Gate(Ports ports, Places places) {
    this.ports = ports;
    this.places = places;
  }

  /** How long one that was told to wait has to, as far as is known without asking; else empty. */
  Optional<Duration> untilNextLook(String key) {
    return places.waits(key) ? Optional.of(LOOK) : Optional.empty();
  }

  /** How long it has to wait before it may do a step; empty when it may now. */
  Optional<Duration> untilTurn(Incident incident, Step step) {
    Places.Candidate candidate = candidate(incident);
    return switch (step) {
      case Step.Capture() -> untilCapture(incident, candidate);
      case Step.Resolve _ -> {
        places.take(candidate);
        yield Optional.empty();
      }
      case Step.Announce() -> Optional.empty();
      case Step.Analyze(), Step.CloseWithoutDump(), Step.Done() -> {
        places.leave(candidate.key());
        yield Optional.empty();
      }
    };
  }

  private static Places.Candidate candidate(Incident incident) {
    return new Places.Candidate(
        incident.namespace() + "/" + incident.name(),
        incident.opener(),
        Instant.parse(incident.analysis().getMetadata().getCreationTimestamp()));
  }

  private Optional<Duration> untilCapture(Incident incident, Places.Candidate candidate) {
    return switch (places.ask(candidate)) {
      case LASTS -> Optional.empty();
      case COMES -> isLate(incident) ? begin(incident, candidate) : Optional.empty();
      case COMES_AT_LAST -> begin(incident, candidate);
      case WAITS -> {
        incident.delayed(WAITING);
        write(incident); // where that fails it is only not said
        yield Optional.of(LOOK);
      }
    };
  }

  private boolean isLate(Incident incident) {
    return incident.turnAt() == null
        && incident.since().plus(LATE).isBefore(Instant.now(ports.clock()));
  }

  /** From now on its age counts: that is written down, or its turn is not taken. */
  private Optional<Duration> begin(Incident incident, Places.Candidate candidate) {
    incident.begin();
    if (write(incident)) {
      return Optional.empty();
    }
    places.leave(candidate.key());
    return Optional.of(LOOK);
  }

  private boolean write(Incident incident) {
    try {
      if (incident.isChanged()) {
        incident.written(ports.analyses().write(incident.changed()));
      }
      return true;
    } catch (Trouble e) {
      LOG.debug("{}: {}", incident.name(), e.getMessage());
      incident.restore();
      return e.failure() instanceof Failure.Rejected; // that does not pass: it goes on without
    }
  }

  /** It comes back after so long. */
  void pause(String key, Duration wait) {
    places.pause(key, wait);
  }

  /** It captures no more. */
  void leave(String key) {
    places.leave(key);
  }
}
