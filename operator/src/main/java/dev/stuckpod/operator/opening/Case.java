package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.operator.pods.Subject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod, and why a dump of it should be taken.
 *
 * @param rule which of the opener's reasons it is, in a word
 * @param readings what that rests on; as many are kept as there is room for. One without a time is
 *     of the moment in which the incident is opened
 * @param fresh whether it was seen just now; else it is to be looked at once more first
 * @param recoveredAt when the pod last stood recovered: what was opened before is another's
 */
public record Case(
    Subject pod,
    String rule,
    List<TriggerReading> readings,
    boolean fresh,
    @Nullable Instant recoveredAt) {}
