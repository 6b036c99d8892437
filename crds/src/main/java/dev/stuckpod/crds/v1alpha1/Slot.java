package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One capture that counts against the limits.
 *
 * @param name of the DumpAnalysis that the slot is for
 * @param pod name of the pod
 * @param podUID uid of the pod
 * @param episode how often this container has been stuck before
 * @param reservedAt when, RFC 3339
 * @param releasedAt when the capture ended, RFC 3339; absent while under way
 * @param recoveredAt when the container had made progress for a whole window again, RFC 3339: the
 *     next time is another episode
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slot(
    @Size(max = 253) String name,
    @Size(max = 253) String pod,
    @Size(max = 63) String podUID,
    @Nullable @Min(0) Integer episode,
    @Size(max = 40) String reservedAt,
    @Nullable @Size(max = 40) String releasedAt,
    @Nullable @Size(max = 40) String recoveredAt) {}
