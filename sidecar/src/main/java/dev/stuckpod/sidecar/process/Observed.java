package dev.stuckpod.sidecar.process;

import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process, as far as it could be looked at.
 *
 * @param identity null where the sidecar may not look
 * @param exe the program, where it may be read
 * @param unreadable why its memory cannot be read; looked at where identity is null
 */
public record Observed(
    int pid,
    long startTime,
    ProcStatus status,
    @Nullable Identity identity,
    @Nullable String exe,
    Optional<Unreadable> unreadable) {

  /** What it is, as far as that is known: one of {@link ProcessInfo}'s words. */
  public String runtime() {
    return identity == null ? ProcessInfo.UNKNOWN : identity.runtime();
  }

  /** Whether it lets nobody look at it. */
  boolean isClosed() {
    return identity == null && unreadable.filter(u -> u.reason() == Reason.NotDumpable).isPresent();
  }
}
