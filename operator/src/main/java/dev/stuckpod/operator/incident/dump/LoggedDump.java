package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.AppLog;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.spool.SpoolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Brings in the dump that a signalled app leaves in its log. */
public final class LoggedDump {

  /** A large dump drains through the container's pipe for up to a minute after the signal. */
  private static final Duration DRAIN = Duration.ofMinutes(4);

  private final Ports ports;
  private final Keeping keeping;

  /** Hands what it brings in to who keeps it. */
  public LoggedDump(Ports ports, Keeping keeping) {
    this.ports = ports;
    this.keeping = keeping;
  }

  /**
   * Collects it, and hands it to who keeps it.
   *
   * @param target null when the pod is gone
   * @param sent whether the signal is known to have been sent
   */
  public void take(Incident incident, Attempt attempt, @Nullable Target target, boolean sent)
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
