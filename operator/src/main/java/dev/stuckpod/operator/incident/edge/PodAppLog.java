package dev.stuckpod.operator.incident.edge;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.operator.capture.ContainerLog;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.PodLogs;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.incident.port.AppLog;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.spool.SpoolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Follows apps' logs through the API server, one follower for each attempt. */
public final class PodAppLog implements AppLog {

  /** Clocks of nodes differ a little. */
  private static final Duration EARLIER = Duration.ofSeconds(5);

  private final PodLogs logs;
  private final Analyses analyses;
  private final Spool spool;
  private final Map<String, LogFollower> open = new ConcurrentHashMap<>();

  /** Follows them into the spool; what has become of a pod is read with its analysis' port. */
  public PodAppLog(PodLogs logs, Analyses analyses, Spool spool) {
    this.logs = logs;
    this.analyses = analyses;
    this.spool = spool;
  }

  @Override
  public Following begin(Target target, Attempt attempt) throws Trouble {
    return follow(target, attempt, null);
  }

  @Override
  public Following resume(@Nullable Target target, Attempt attempt) throws Trouble {
    return follow(target, attempt, Incident.startedAt(attempt).minus(EARLIER));
  }

  private Following follow(@Nullable Target target, Attempt attempt, @Nullable Instant since)
      throws Trouble {
    LogFollower follower = open.get(attempt.id());
    if (follower == null || follower.isClosed() && !follower.hasAll()) {
      forget(attempt.id());
      Path file = spool.file(attempt.id(), "log");
      ContainerLog log = target == null ? new NoLog() : logs.of(target.log());
      try {
        follower = LogFollower.open(log, () -> fate(target), spool, file, since);
      } catch (IOException | UncheckedIOException e) {
        throw unreadable(e);
      } catch (InterruptedException e) {
        throw ending(e);
      }
      open.put(attempt.id(), follower);
    }
    return new Followed(attempt, follower);
  }

  private LogFollower.State fate(@Nullable Target target) {
    if (target == null) {
      return LogFollower.State.Gone;
    }
    var pod = target.pod().getMetadata();
    try {
      return target.fate(analyses.pod(pod.getNamespace(), pod.getName()));
    } catch (Trouble e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  @Override
  public void forget(String attemptId) {
    LogFollower follower = open.remove(attemptId);
    if (follower != null) {
      follower.close();
    }
  }

  private static Trouble unreadable(Exception e) {
    return new Trouble(
        e instanceof SpoolException spool
            ? new Failure.NoRoom(spool.sentence())
            : new Failure.LogUnreadable("The app's log cannot be read: " + e.getMessage()),
        e);
  }

  private static Trouble ending(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Trouble(new Failure.Ending("The operator is being ended"), e);
  }

  private static final class Followed implements Following {
    private final Attempt attempt;
    private final LogFollower follower;

    Followed(Attempt attempt, LogFollower follower) {
      this.attempt = attempt;
      this.follower = follower;
    }

    @Override
    public boolean await(Duration limit) throws Trouble {
      try {
        return follower.await(limit);
      } catch (InterruptedException e) {
        throw ending(e);
      }
    }

    @Override
    public SpooledLog finish() throws Trouble {
      try {
        return follower.finish(Incident.startedAt(attempt));
      } catch (IOException | UncheckedIOException e) {
        throw unreadable(e);
      } catch (InterruptedException e) {
        throw ending(e);
      }
    }
  }
}
