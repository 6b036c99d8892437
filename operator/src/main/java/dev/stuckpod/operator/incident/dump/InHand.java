package dev.stuckpod.operator.incident.dump;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.AttemptOutcome;
import dev.stuckpod.dumps.PackedDump;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dump that was brought in and is not kept yet.
 *
 * @param problems what is known to be missing
 * @param restarted whether the container was restarted by it; null where nothing was sent
 */
record InHand(
    PackedDump file,
    AttemptOutcome outcome,
    String message,
    List<String> problems,
    @Nullable Boolean restarted) {}
