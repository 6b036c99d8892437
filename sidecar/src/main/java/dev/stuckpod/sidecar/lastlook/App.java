package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.ProcessInfo;
import java.time.Instant;
import java.util.UUID;

/** A process that can be dumped. */
record App(String container, ProcessInfo process, CaptureMethod method) {

  GlanceRequest glance() {
    return new GlanceRequest(container, process.pid(), process.startTime());
  }

  /** An attempt of its own. */
  AttemptRequest attempt() {
    return new AttemptRequest(
        UUID.randomUUID().toString(),
        method,
        container,
        process.pid(),
        process.startTime(),
        Instant.now().plus(AttemptRequest.LIFETIME).toString(),
        false);
  }
}
