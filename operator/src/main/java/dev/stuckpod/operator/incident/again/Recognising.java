package dev.stuckpod.operator.incident.again;

import dev.stuckpod.analysis.Signature;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Ports;
import dev.stuckpod.operator.incident.state.Incident;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.status.Sightings;
import dev.stuckpod.status.Sightings.Seen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a fault that a workload has shown before, and counts it on the DumpAnalysis that has
 * shown it first. It is counted there before the incident itself says that it is a repeat; the
 * count names its incidents, so that one that is explained again after a crash counts once.
 */
public final class Recognising {

  private static final Logger LOG = LoggerFactory.getLogger(Recognising.class);

  /** Others write the same object now and then; more often than so it is not they. */
  private static final int TRIES = 5;

  /** More than become the first before a watch has seen the first of them. */
  private static final int REMEMBERED = 512;

  private static final Recognised NOTHING = new Recognised(status -> status, false, "", () -> {});

  private final Ports ports;

  /** Incidents of one fault come one after the other; those of others hardly ever wait. */
  private final ReentrantLock[] turns =
      IntStream.range(0, 64).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  /** Names of those that were the first of their fault here. */
  private final Map<String, String> firsts = Recent.put(REMEMBERED);

  /** Finds and writes at the ports. */
  public Recognising(Ports ports) {
    this.ports = ports;
  }

  /**
   * Says what is known of an incident's fault, and counts it. To be closed when its status is
   * written.
   */
  public Recognised of(Incident incident, Analysis analysis) throws Trouble {
    Optional<DumpAnalysisStatus.Signature> signature =
        Signature.of(analysis).map(Sightings::signature);
    String workload = incident.status().workload();
    if (signature.isEmpty()) {
      return NOTHING;
    }
    if (workload == null) {
      return new Recognised(noted(signature.get(), null), false, "", () -> {});
    }
    String key = incident.namespace() + "/" + workload + "/" + signature.get().hash();
    ReentrantLock turn = turns[Math.floorMod(key.hashCode(), turns.length)];
    turn.lock();
    try {
      return inTurn(incident, signature.get(), key, turn::unlock);
    } catch (Trouble | RuntimeException e) {
      turn.unlock();
      throw e;
    }
  }

  private Recognised inTurn(
      Incident incident, DumpAnalysisStatus.Signature signature, String key, Runnable release)
      throws Trouble {
    Optional<Seen> seen = seen(incident);
    for (String name : candidates(incident, signature, key)) {
      Optional<DumpAnalysis> first = count(incident.namespace(), name, signature, seen);
      if (first.isPresent()) {
        String said =
            "%s DumpAnalysis %s tells it in full.".formatted(Sightings.said(first.get()), name);
        return new Recognised(noted(signature, name), true, said.strip(), release);
      }
    }
    if (seen.isEmpty()) {
      return new Recognised(noted(signature, null), false, "", release);
    }
    remember(key, incident.name());
    return new Recognised(
        status -> Sightings.add(noted(signature, null).apply(status), seen.get()),
        false,
        "",
        release);
  }

  private SequencedCollection<String> candidates(
      Incident incident, DumpAnalysisStatus.Signature signature, String key) {
    String workload = String.valueOf(incident.status().workload());
    var names =
        new LinkedHashSet<>(
            ports
                .before()
                .counting(incident.namespace(), workload, String.valueOf(signature.hash())));
    synchronized (firsts) {
      String here = firsts.get(key);
      if (here != null) {
        names.add(here);
      }
    }
    names.remove(incident.name());
    return names;
  }

  private void remember(String key, String name) {
    synchronized (firsts) {
      firsts.put(key, name);
    }
  }

  /** What a person asks for shows what is there, perhaps once more: it is not counted. */
  private Optional<Seen> seen(Incident incident) {
    return switch (incident.opener()) {
      case Opener.Person _ -> Optional.empty();
      case Opener.Standing opener ->
          Optional.of(
              new Seen(
                  incident.name(),
                  incident.spec().podName(),
                  opener.mark()
                      + "/"
                      + (incident.spec().trigger() == null ? "" : incident.spec().trigger().rule()),
                  incident.status().image(),
                  Instant.now(ports.clock()).truncatedTo(ChronoUnit.SECONDS)));
    };
  }

  /**
   * Counts it on another one.
   *
   * @return what that says now; empty where it does not count this signature any more
   */
  private Optional<DumpAnalysis> count(
      String namespace, String name, DumpAnalysisStatus.Signature signature, Optional<Seen> seen)
      throws Trouble {
    for (int tries = 1; ; tries++) {
      DumpAnalysis first = ports.analyses().read(namespace, name);
      DumpAnalysisStatus status = first == null ? null : first.getStatus();
      if (first == null
          || status == null
          || status.occurrences() == null
          || !signature.equals(status.signature())) {
        return Optional.empty();
      }
      if (seen.isEmpty() || Sightings.has(status, seen.get().analysis())) {
        return Optional.of(first);
      }
      first.setStatus(Sightings.add(status, seen.get()));
      try {
        return Optional.of(ports.analyses().write(first));
      } catch (Trouble e) {
        if (e.failure() instanceof Failure.Rejected) {
          LOG.warn("{}/{}: {}", namespace, name, e.failure().sentence());
          return Optional.empty(); // full: another one begins to count
        }
        if (!(e.failure() instanceof Failure.Overtaken) || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static UnaryOperator<DumpAnalysisStatus> noted(
      DumpAnalysisStatus.Signature signature, @Nullable String sameAs) {
    return status -> {
      var told = DumpAnalysisStatusBuilder.builder(status).signature(signature);
      return (sameAs == null ? told : told.sameAs(sameAs)).build();
    };
  }
}
