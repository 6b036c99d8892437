package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.Attempt;
import dev.stuckpod.crds.v1alpha1.AttemptOutcome;
import dev.stuckpod.crds.v1alpha1.CaptureMethod;
import dev.stuckpod.operator.capture.LogFollower;
import dev.stuckpod.operator.capture.SpoolException;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.publish.DumpFile;
import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in what an attempt has given: fetches or collects the dump, keeps it, writes down how the
 * attempt ended. What was brought in stays in the spool until it is written down.
 */
final class Harvest {

  private static final Logger LOG = LoggerFactory.getLogger(Harvest.class);

  /** A large dump drains through the container's pipe for up to a minute after the signal. */
  private static final Duration DRAIN = Duration.ofMinutes(4);

  private final Ports ports;
  private final Publication publication;
  private final IncidentObserver observer;
  private final Map<String, InHand> inHand = new ConcurrentHashMap<>();

  Harvest(Ports ports, Publication publication, IncidentObserver observer) {
    this.ports = ports;
    this.publication = publication;
    this.observer = observer;
  }

  /**
   * A dump that was brought in and is not kept yet.
   *
   * @param problems what is known to be missing
   * @param restarted whether the container was restarted by it; null where nothing was sent
   */
  record InHand(
      DumpFile file,
      AttemptOutcome outcome,
      String message,
      List<String> problems,
      @Nullable Boolean restarted) {}

  /** Ends an attempt whose result is known. */
  void take(
      Incident incident, Attempt attempt, Target target, Sidecar sidecar, AttemptResult result)
      throws Trouble {
    if (result.state() != AttemptResult.State.Done) {
      throw new Trouble(new Failure.Declined(result));
    }
    if (attempt.method() == CaptureMethod.SigQuit) {
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
    keep(incident, attempt, fetched);
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
              DumpFile file = DumpFile.write(unpacked, path, ports.spool().write(path));
              if (unpacked.cut() != null || file.cut()) {
                problems.add(
                    (unpacked.cut() == null
                            ? "The dump is larger than %d MiB".formatted(DumpFile.LARGEST >> 20)
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
  void collect(Incident incident, Attempt attempt, @Nullable Target target, boolean sent)
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
    DumpFile file = pack(attempt, read);
    keep(
        incident,
        attempt,
        new InHand(
            file,
            AttemptOutcome.SignalSent,
            "SIGQUIT sent once; dump read from the log",
            problems,
            attempt.kills() == null ? hasEnded(incident, target) : attempt.kills()));
  }

  private DumpFile pack(Attempt attempt, SpooledLog read) throws Trouble {
    Path path = ports.spool().file(attempt.id(), "gz");
    try (InputStream dump = read.openDump()) {
      return DumpFile.write(dump, path, ports.spool().write(path));
    } catch (SpoolException e) {
      throw new Trouble(new Failure.NoRoom(e.sentence()), e);
    } catch (IOException e) {
      throw new Trouble(new Failure.NoRoom("The operator's spool cannot be read: " + e), e);
    }
  }

  /** Whether the container that is meant runs no more. */
  boolean hasEnded(Incident incident, @Nullable Target target) throws Trouble {
    return target == null
        || target.fate(ports.analyses().pod(incident.namespace(), incident.spec().podName()))
            != LogFollower.State.Running;
  }

  private void keep(Incident incident, Attempt attempt, InHand dump) throws Trouble {
    inHand.put(attempt.id(), dump);
    keepInHand(incident, attempt);
  }

  /** Tells whether the dump of an attempt is in hand. */
  boolean has(Attempt attempt) {
    return inHand.containsKey(attempt.id());
  }

  /** Keeps the dump in hand and writes it down. */
  void keepInHand(Incident incident, Attempt attempt) throws Trouble {
    InHand dump = held(attempt);
    int index = incident.dumps().size();
    String name = ports.store().keep(incident.analysis(), index, dump.file());
    incident.add(
        publication.describe(name, attempt.method(), incident.now(), dump.file(), dump.problems()));
    conclude(incident, attempt, dump);
    boolean restarted = Boolean.TRUE.equals(dump.restarted());
    if (restarted || index + 1 >= Samples.wanted(incident.spec(), attempt.method())) {
      incident.close(null);
    }
    end(incident, attempt, dump.outcome(), dump.message());
  }

  /** Explains the dump in hand, which cannot be kept, and writes both down. */
  void explainUnkept(Incident incident, Attempt attempt, Explaining explaining, String why)
      throws Trouble {
    InHand dump = held(attempt);
    int index = incident.dumps().size();
    var problems = new ArrayList<>(dump.problems());
    problems.add(why);
    incident.add(
        publication.describe(null, attempt.method(), incident.now(), dump.file(), problems));
    conclude(incident, attempt, dump);
    explaining.explainUnkept(incident, dump.file(), why);
    ports.store().forget(incident.analysis(), index, dump.file());
    done(incident, attempt, dump.outcome(), dump.message());
  }

  private static void conclude(Incident incident, Attempt attempt, InHand dump) {
    incident.conclude(attempt, dump.outcome(), dump.message());
    if (dump.restarted() != null) {
      incident.restarted(dump.restarted());
    }
  }

  /** Writes down how an attempt ended, and tells of it. */
  void end(Incident incident, Attempt attempt, AttemptOutcome outcome, String message)
      throws Trouble {
    incident.written(ports.analyses().write(incident.changed()));
    done(incident, attempt, outcome, message);
  }

  private void done(Incident incident, Attempt attempt, AttemptOutcome outcome, String message) {
    forget(attempt.id());
    observer.ended(incident.analysis(), attempt.method(), outcome, message);
  }

  /** Nothing of an attempt is needed any more. */
  void forget(String attemptId) {
    ports.log().forget(attemptId);
    inHand.remove(attemptId);
    ports.spool().forget(attemptId);
  }

  private InHand held(Attempt attempt) {
    InHand dump = inHand.get(attempt.id());
    if (dump == null) {
      throw new IllegalStateException("no dump of attempt " + attempt.id() + " is in hand");
    }
    return dump;
  }
}
