package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SpoolException;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.incident.dump.Keeping.InHand;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.AppLog;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.protocol.AttemptResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings in what an attempt has given: fetches the dump, or collects it from the log. */
public final class Harvest {

  private static final Logger LOG = LoggerFactory.getLogger(Harvest.class);

  /** A large dump drains through the container's pipe for up to a minute after the signal. */
  private static final Duration DRAIN = Duration.ofMinutes(4);

  private final Ports ports;
  private final Keeping keeping;

  /** Hands what it brings in to who keeps it. */
  public Harvest(Ports ports, Keeping keeping) {
    this.ports = ports;
    this.keeping = keeping;
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
      collect(incident, attempt, target, true);
      return;
    }
    var told = result.dump();
    InHand fetched =
        fetch(attempt, sidecar, result.message())
            .orElseThrow(
                () ->
                    new Trouble(
                        new Failure.Forgotten("The sidecar does not have its dump any more")));
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
    Path path = ports.spool().file(attempt.id(), "gz");
    return sidecar
        .dump(
            attempt.id(),
            gzip -> {
              problems.clear();
              var unpacked = new Unpacking(gzip);
              PackedDump file = PackedDump.write(unpacked, path, ports.spool().write(path));
              if (unpacked.cut() != null || file.cut()) {
                problems.add(
                    (unpacked.cut() == null
                            ? "The dump is larger than %d MiB".formatted(PackedDump.LARGEST >> 20)
                            : unpacked.cut())
                        + ": the rest was left out");
                return file.asCut();
              }
              return file;
            })
        .map(file -> new InHand(file, AttemptOutcome.DumpTaken, how, problems, null));
  }

  /**
   * Collects the dump from the app's log.
   *
   * @param target null when the pod is gone
   * @param sent whether the signal is known to have been sent
   */
  public void collect(Incident incident, Attempt attempt, @Nullable Target target, boolean sent)
      throws Trouble {
    AppLog.Following log = ports.log().resume(target, attempt);
    boolean inTime = log.await(DRAIN);
    SpooledLog read = log.finish();
    var problems = new ArrayList<>(read.problems());
    if (!inTime) {
      problems.add("The dump had not ended after %d minutes".formatted(DRAIN.toMinutes()));
    }
    if (!read.hasDump()) {
      throw new Trouble(
          new Failure.NoDumpInLog(
              sent,
              inTime,
              hasEnded(incident, target),
              (sent
                      ? "SIGQUIT was sent and no dump appeared in the container's log"
                      : "There is no dump in the container's log")
                  + (problems.isEmpty() ? "" : ": " + String.join("; ", problems))));
    }
    PackedDump file = pack(attempt, read);
    keeping.take(
        incident,
        attempt,
        new InHand(
            file,
            AttemptOutcome.SignalSent,
            "SIGQUIT sent once; dump read from the log",
            problems,
            attempt.kills() == null ? hasEnded(incident, target) : attempt.kills()));
  }

  private PackedDump pack(Attempt attempt, SpooledLog read) throws Trouble {
    Path path = ports.spool().file(attempt.id(), "gz");
    try (InputStream dump = read.openDump()) {
      return PackedDump.write(dump, path, ports.spool().write(path));
    } catch (SpoolException e) {
      throw new Trouble(new Failure.NoRoom(e.sentence()), e);
    } catch (IOException e) {
      throw new Trouble(new Failure.NoRoom("The operator's spool cannot be read: " + e), e);
    }
  }

  /** Whether the container that is meant runs no more. */
  public boolean hasEnded(Incident incident, @Nullable Target target) throws Trouble {
    return target == null
        || target.fate(ports.analyses().pod(incident.namespace(), incident.spec().podName()))
            != LogFollower.State.Running;
  }
}
