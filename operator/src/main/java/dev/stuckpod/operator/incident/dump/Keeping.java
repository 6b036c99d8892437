package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.dumps.DumpStoreException;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.IncidentObserver;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.incident.state.Samples;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps dumps that were brought in, and writes down how their attempts ended. Until then they stay
 * in the spool.
 */
public final class Keeping {

  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

  private final Ports ports;
  private final Worth worth;
  private final AtHand atHand;
  private final IncidentObserver observer;
  private final Map<String, InHand> inHand = new ConcurrentHashMap<>();

  /** Keeps by the ports' store, and tells the observer how attempts ended. */
  public Keeping(Ports ports, Worth worth, AtHand atHand, IncidentObserver observer) {
    this.ports = ports;
    this.worth = worth;
    this.atHand = atHand;
    this.observer = observer;
  }

  /** Takes a dump in hand, keeps it and writes it down. */
  public void take(Incident incident, Attempt attempt, InHand dump) throws Trouble {
    inHand.put(attempt.id(), dump);
    keepInHand(incident, attempt);
  }

  /** Tells whether the dump of an attempt is in hand. */
  public boolean has(Attempt attempt) {
    return inHand.containsKey(attempt.id());
  }

  /** Keeps the dump in hand and writes it down. */
  public void keepInHand(Incident incident, Attempt attempt) throws Trouble {
    InHand dump = held(attempt);
    int index = incident.dumps().size();
    DumpStore.Stored kept = keep(incident, index, dump.file());
    incident.grow(kept.bytes());
    incident.add(
        worth.of(
            incident.namespace(),
            kept.name(),
            attempt.method(),
            incident.now(),
            dump.file(),
            dump.problems()));
    conclude(incident, attempt, dump);
    boolean restarted = Boolean.TRUE.equals(dump.restarted());
    if (restarted || index + 1 >= Samples.wanted(incident.spec(), attempt.method())) {
      incident.close(null);
    }
    incident.written(ports.analyses().write(incident.changed()));
    atHand.add(incident, kept.name(), attempt.id(), dump.file().gzip());
    done(incident, attempt, dump.outcome(), dump.message());
  }

  /** Explains the dump in hand, which cannot be kept, and writes both down. */
  public void explainUnkept(Incident incident, Attempt attempt, Explaining explaining, String why)
      throws Trouble {
    InHand dump = held(attempt);
    int index = incident.dumps().size();
    var problems = new ArrayList<>(dump.problems());
    problems.add(why);
    incident.add(
        worth.of(
            incident.namespace(), null, attempt.method(), incident.now(), dump.file(), problems));
    conclude(incident, attempt, dump);
    explaining.explainUnkept(incident, dump.file(), why);
    forget(incident, index, dump.file());
    done(incident, attempt, dump.outcome(), dump.message());
  }

  private DumpStore.Stored keep(Incident incident, int index, PackedDump dump) throws Trouble {
    try {
      return ports.store().keep(incident.analysis(), index, dump);
    } catch (DumpStoreException e) {
      throw new Trouble(Failure.of(e), e);
    }
  }

  private void forget(Incident incident, int index, PackedDump dump) {
    try {
      ports.store().forget(incident.analysis(), index, dump);
    } catch (DumpStoreException e) {
      LOG.info(
          "Parts of a dump of {} are left until it is deleted: {}",
          incident.name(),
          e.getMessage());
    }
  }

  private static void conclude(Incident incident, Attempt attempt, InHand dump) {
    incident.conclude(attempt, dump.outcome(), dump.message());
    if (dump.restarted() != null) {
      incident.restarted(dump.restarted());
    }
  }

  /** Writes down how an attempt ended, and tells of it. */
  public void end(Incident incident, Attempt attempt, AttemptOutcome outcome, String message)
      throws Trouble {
    incident.written(ports.analyses().write(incident.changed()));
    done(incident, attempt, outcome, message);
  }

  private void done(Incident incident, Attempt attempt, AttemptOutcome outcome, String message) {
    forget(attempt.id());
    observer.ended(incident.analysis(), attempt.method(), outcome, message);
  }

  /** Nothing of an attempt is needed any more, but a dump that will be explained. */
  public void forget(String attemptId) {
    ports.log().forget(attemptId);
    inHand.remove(attemptId);
    atHand
        .of(attemptId)
        .ifPresentOrElse(
            file -> ports.spool().spare(attemptId, file), () -> ports.spool().forget(attemptId));
  }

  /**
   * Nothing of an incident is needed any more.
   *
   * @param incident its namespace and name
   */
  public void leave(String incident) {
    atHand.drop(incident).forEach(this::forget);
  }

  private InHand held(Attempt attempt) {
    InHand dump = inHand.get(attempt.id());
    if (dump == null) {
      throw new IllegalStateException("no dump of attempt " + attempt.id() + " is in hand");
    }
    return dump;
  }
}
