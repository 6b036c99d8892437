package dev.stuckpod.operator.incident.port;

import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.ProcessInfo;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: one pod's sidecar. */
public interface Sidecar {

  /** What it sees of a container, the app's process first. */
  List<ProcessInfo> processes(String bareContainerID) throws Trouble;

  /** Asks for a dump. */
  AttemptResult attempt(AttemptRequest request) throws Trouble;

  /** How an attempt ended; empty when it has never heard of it. */
  Optional<AttemptResult> result(String attemptId) throws Trouble;

  /** When it began to run, by its own clock. */
  Instant startedAt() throws Trouble;

  /** What it has found before an app's end, the oldest first. */
  List<KeptDump> found() throws Trouble;

  /** Fetches the dump of an attempt, gzip; empty when it has none. */
  Optional<PackedDump> dump(String attemptId, Taking taking) throws Trouble;

  /** Takes a dump in. */
  interface Taking {
    PackedDump take(InputStream gzip) throws IOException;
  }

  /** Finds sidecars. */
  interface Door {
    /** The sidecar of a pod. */
    Sidecar of(Pod pod) throws Trouble;
  }
}
