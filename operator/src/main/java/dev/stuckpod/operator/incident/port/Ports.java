package dev.stuckpod.operator.incident.port;

import dev.stuckpod.dumps.DumpStore;
import dev.stuckpod.operator.spool.Spool;
import java.time.Clock;

/** Everything that an incident touches, and that can fail. */
public record Ports(
    Analyses analyses,
    Sidecar.Door sidecars,
    Rescued rescued,
    AppLog log,
    DumpStore store,
    Hindsight hindsight,
    Notices notices,
    Before before,
    Spool spool,
    Clock clock) {}
