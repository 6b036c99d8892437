package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take a dump. It is written, without an outcome, before anything is sent: the
 * intent. Container ID, pid and start time say exactly which process is meant.
 *
 * @param id unique, also the sidecar's key
 * @param outcome see the table of reasons in the docs
 * @param message one sentence
 * @param startedAt RFC 3339
 * @param finishedAt RFC 3339
 * @param processStartTime field 22 of /proc/pid/stat, in clock ticks since boot
 * @param kills whether the process ends by it
 * @param sidecarID container ID of the sidecar that is asked: another one knows nothing of it
 * @param signalledAt RFC 3339; when the sidecar had said that SIGQUIT was sent
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Attempt(
    @Size(max = 63) String id,
    CaptureMethod method,
    @Nullable @Size(max = 63) String outcome,
    @Nullable @Size(max = 512) String message,
    @Nullable @Size(max = 40) String startedAt,
    @Nullable @Size(max = 40) String finishedAt,
    @Nullable @Size(max = 253) String containerID,
    @Nullable Integer pid,
    @Nullable Long processStartTime,
    @Nullable Boolean kills,
    @Nullable @Size(max = 253) String sidecarID,
    @Nullable @Size(max = 40) String signalledAt) {}
