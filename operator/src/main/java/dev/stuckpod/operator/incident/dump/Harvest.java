package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Rescued.Rescue;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.protocol.AttemptResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings in what an attempt has given: fetches the dump, or has it collected from the log. */
public final class Harvest {

  private static final Logger LOG = LoggerFactory.getLogger(Harvest.class);

  private final Ports ports;
  private final Keeping keeping;
  private final LoggedDump logged;

  /**
   * Hands what it brings in to who keeps it.
   *
   * @param logged brings in what is in a log
   */
  public Harvest(Ports ports, Keeping keeping, LoggedDump logged) {
    this.ports = ports;
    this.keeping = keeping;
    this.logged = logged;
  }

  /** Ends an attempt whose result is known. */
  public void take(
      Incident incident, Attempt attempt, Target target, Sidecar sidecar, AttemptResult result)
      throws Trouble {
    if (result.state() != AttemptResult.State.Done) {
      throw new Trouble(new Failure.Declined(result));
    }
    if (attempt.method().signals()) {
      noteSignal(incident, attempt);
      logged.take(incident, attempt, target, true);
      return;
    }
    InHand fetched =
        fetch(attempt, sidecar, result.message())
            .orElseThrow(
                () ->
                    new Trouble(
                        new Failure.Forgotten("The sidecar does not have its dump any more")));
    keep(incident, attempt, result, fetched);
  }

  /** Ends an attempt whose dump is here already. */
  public void take(Incident incident, Attempt attempt, Rescue rescue) throws Trouble {
    keep(
        incident,
        attempt,
        rescue.result(),
        new InHand(
            rescue.file(),
            AttemptOutcome.DumpTaken,
            rescue.result().message(),
            new ArrayList<>(rescue.problems()),
            null));
  }

  private void keep(Incident incident, Attempt attempt, AttemptResult result, InHand fetched)
      throws Trouble {
    var told = result.dump();
    if (told != null && !fetched.file().cut() && !told.sha256().equals(fetched.file().sha256())) {
      throw new Trouble(
          new Failure.Damaged("What the sidecar sent is not the dump that it has told of"));
    }
    if (told != null && told.problems() != null) {
      fetched.problems().addAll(told.problems());
    }
    keeping.take(incident, attempt, fetched);
  }

  /** Written down at once: whoever comes next need not ask who may not know any more. */
  private void noteSignal(Incident incident, Attempt attempt) {
    incident.signalled(attempt);
    try {
      incident.written(ports.analyses().write(incident.changed()));
    } catch (Trouble e) {
      LOG.info("{}: {}", incident.name(), e.getMessage());
      incident.restore();
    }
  }

  private Optional<InHand> fetch(Attempt attempt, Sidecar sidecar, String how) throws Trouble {
    var problems = new ArrayList<String>();
    Path path = ports.spool().file(attempt.id(), Unpacking.ENDING);
    return sidecar
        .dump(attempt.id(), gzip -> Unpacking.into(path, ports.spool().write(path), gzip, problems))
        .map(file -> new InHand(file, AttemptOutcome.DumpTaken, how, problems, null));
  }
}
