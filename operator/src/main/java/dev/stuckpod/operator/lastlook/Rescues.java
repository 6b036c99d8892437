package dev.stuckpod.operator.lastlook;

import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.capture.SidecarClient;
import dev.stuckpod.operator.capture.SidecarException;
import dev.stuckpod.operator.incident.port.Rescued;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.publish.Unpacking;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.turns.Turns;
import dev.stuckpod.operator.turns.Turns.Turn;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.KeptDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what a sidecar has found as soon as it tells of it, before anything is opened: the pod
 * may be gone when an incident has its turn. What lies here gives way to captures that need the
 * room; then the incident asks the sidecar, as it does where nothing was fetched.
 */
public final class Rescues implements Rescued {

  private static final Logger LOG = LoggerFactory.getLogger(Rescues.class);

  /** Fewer than the spool has shares: captures go on beside. */
  private static final int AT_ONCE = 4;

  private static final int OF_A_NAMESPACE = 2;

  /** After that, whoever had it is gone, or need not be hurried. */
  private static final Duration IN_TIME = Duration.ofSeconds(3);

  private static final int REMEMBERED = 256;

  private final Spool spool;
  private final Predicate<PodView> watched;
  private final Turns places = new Turns(AT_ONCE, OF_A_NAMESPACE);
  private final SequencedMap<Whose, Rescue> rescued = new LinkedHashMap<>();

  /** Whoever has what was found. */
  interface Keeper {
    /** How an attempt ended. */
    Optional<AttemptResult> result(String attemptId) throws SidecarException;

    /** Fetches its dump within a time; empty where there is none. */
    Optional<PackedDump> dump(
        String attemptId, Duration within, SidecarClient.Body<PackedDump> reader)
        throws SidecarException, IOException;
  }

  private record Whose(String namespace, String podUID, String containerID) {}

  /**
   * Fetches into a spool.
   *
   * @param watched whether somebody wants to know of a pod
   */
  public Rescues(Spool spool, Predicate<PodView> watched) {
    this.spool = spool;
    this.watched = watched;
  }

  /** Fetches a dump in a few seconds, or leaves it where it is. */
  void fetch(PodView pod, Keeper sidecar, KeptDump dump) throws InterruptedException {
    if (!watched.test(pod) || spool.isInUse(dump.attemptId())) {
      return; // whoever is in a sidecar's place may name an attempt of another's
    }
    Optional<Turn> turn = places.take(pod.namespace(), IN_TIME);
    if (turn.isEmpty()) {
      return;
    }
    try (var _ = turn.get()) {
      Optional<AttemptResult> result = sidecar.result(dump.attemptId());
      if (result.filter(is -> is.state() == AttemptResult.State.Done).isPresent()) {
        fetch(sidecar, dump, result.get())
            .ifPresent(
                rescue -> put(new Whose(pod.namespace(), pod.uid(), dump.containerID()), rescue));
      }
    } catch (SidecarException | IOException | RuntimeException failed) {
      spool.forget(dump.attemptId());
      LOG.info("{}/{}: {}", pod.namespace(), pod.name(), failed.getMessage());
    }
  }

  private Optional<Rescue> fetch(Keeper sidecar, KeptDump dump, AttemptResult result)
      throws SidecarException, IOException {
    var problems = new ArrayList<String>();
    Path path = spool.file(dump.attemptId(), Unpacking.ENDING);
    Optional<PackedDump> file =
        sidecar.dump(
            dump.attemptId(),
            IN_TIME,
            gzip -> Unpacking.into(path, spool.write(path), gzip, problems));
    if (file.isEmpty()) {
      spool.forget(dump.attemptId());
    }
    spool.spare(dump.attemptId(), path);
    return file.map(packed -> new Rescue(dump, result, packed, List.copyOf(problems)));
  }

  private void put(Whose whose, Rescue rescue) {
    synchronized (rescued) {
      rescued.put(whose, rescue);
      if (rescued.size() > REMEMBERED) {
        String eldest = rescued.pollFirstEntry().getValue().told().attemptId();
        if (!spool.isInUse(eldest)) {
          spool.forget(eldest);
        }
      }
    }
  }

  @Override
  public Optional<Rescue> of(String namespace, String podUID, String containerID) {
    Rescue rescue;
    synchronized (rescued) {
      rescue = rescued.get(new Whose(namespace, podUID, containerID));
    }
    if (rescue == null) {
      return Optional.empty();
    }
    // in use again, before it is looked for
    Path file = spool.file(rescue.told().attemptId(), Unpacking.ENDING);
    if (Files.exists(file)) {
      return Optional.of(rescue);
    }
    spool.forget(rescue.told().attemptId());
    return Optional.empty();
  }
}
