package dev.stuckpod.operator.incident.edge;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.spool.SpoolException;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import dev.stuckpod.protocol.ProcessInfo;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Speaks to a sidecar over the wire. */
@SuppressWarnings("ConstantValue") // what came over the wire may lack members
public final class WireSidecar implements Sidecar {

  private final SidecarClient client;

  private WireSidecar(SidecarClient client) {
    this.client = client;
  }

  /** Finds sidecars by connecting to them. */
  public static Door door(Sidecars sidecars) {
    return pod -> {
      try {
        return new WireSidecar(sidecars.connect(PodView.of(pod)));
      } catch (SidecarException e) {
        throw trouble(e);
      }
    };
  }

  @Override
  public List<ProcessInfo> processes(String bareContainerID) throws Trouble {
    try {
      List<ProcessInfo> seen = client.processes(bareContainerID).processes();
      return seen == null ? List.of() : seen;
    } catch (SidecarException e) {
      throw trouble(e);
    }
  }

  @Override
  public AttemptResult attempt(AttemptRequest request) throws Trouble {
    try {
      Optional<AttemptResult> result = client.attempt(request);
      if (result.isEmpty()) {
        throw new Trouble(
            new Failure.NeverArrived(
                "The sidecar began to run after it was asked, and did nothing"));
      }
      return checked(result.get(), request.attemptId());
    } catch (SidecarException e) {
      throw trouble(e);
    }
  }

  @Override
  public Optional<AttemptResult> result(String attemptId) throws Trouble {
    try {
      Optional<AttemptResult> result = client.result(attemptId);
      return result.isEmpty() ? result : Optional.of(checked(result.get(), attemptId));
    } catch (SidecarException e) {
      throw trouble(e);
    }
  }

  private static AttemptResult checked(AttemptResult result, String attemptId) throws Trouble {
    if (!attemptId.equals(result.attemptId())
        || result.state() == null
        || result.reason() == null
        || result.message() == null) {
      throw new Trouble(
          new Failure.Silent(
              CapturedReason.SidecarUnreachable,
              "The sidecar's answer makes no sense: restart the pod to give it a new one"));
    }
    return result;
  }

  @Override
  public Instant startedAt() throws Trouble {
    try {
      return Instant.parse(String.valueOf(client.status().startedAt()));
    } catch (SidecarException e) {
      throw trouble(e);
    } catch (DateTimeException e) {
      return Instant.MAX; // it cannot say, so it would not know
    }
  }

  @Override
  public List<KeptDump> found() throws Trouble {
    try {
      return client.kept(new KeptRequest(false, 0));
    } catch (SidecarException e) {
      throw trouble(e);
    }
  }

  @Override
  public Optional<PackedDump> dump(String attemptId, Taking taking) throws Trouble {
    try {
      return client.dump(attemptId, taking::take);
    } catch (SidecarException e) {
      throw new Trouble(new Failure.BrokenOff(e.sentence()), e);
    } catch (SpoolException e) {
      throw new Trouble(new Failure.NoRoom(e.sentence()), e);
    } catch (IOException e) {
      throw new Trouble(
          new Failure.Damaged("What the sidecar sent is no gzip: " + e.getMessage()), e);
    }
  }

  private static Trouble trouble(SidecarException e) {
    return new Trouble(
        e.passing()
            ? new Failure.Silent(e.reason(), e.sentence())
            : new Failure.NoSidecar(e.reason(), e.sentence()),
        e);
  }
}
