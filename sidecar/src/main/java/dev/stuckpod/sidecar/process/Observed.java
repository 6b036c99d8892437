package dev.stuckpod.sidecar.process;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, as far as it could be looked at.
 *
 * @param identity null where the sidecar may not look
 * @param attachObstacle why the attach protocol cannot be used on it, for a JVM
 * @param pprof where its pprof listens, for Go
 * @param unreadable why its memory cannot be read; looked at for Go, and where identity is null
 */
record Observed(
    int pid,
    long startTime,
    ProcStatus status,
    @Nullable Identity identity,
    @Nullable String exe,
    Optional<AttachObstacle> attachObstacle,
    Optional<String> pprof,
    Optional<Unreadable> unreadable) {}
