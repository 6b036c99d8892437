package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One capture that counts against the limits.
 *
 * @param name of the DumpAnalysis that the slot is for
 * @param pod name of the pod
 * @param podUID uid of the pod
 * @param reservedAt when, RFC 3339
 * @param releasedAt when the capture ended, RFC 3339; absent while under way
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slot(
    @Size(max = 253) String name,
    @Size(max = 253) String pod,
    @Size(max = 63) String podUID,
    @Size(max = 40) String reservedAt,
    @Nullable @Size(max = 40) String releasedAt) {}
