package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy sees. Written on change only.
 *
 * @param conditions Ready, MetricsAvailable, CaptureReady
 * @param pods how many are selected, stuck, unknown, capturable
 * @param notCapturable pods whose dump could not be taken, and the remedy
 * @param notFiring why a selected pod does not count as stuck
 * @param slots captures reserved or made, the memory of the limits
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StuckPolicyStatus(
    @Nullable @Size(max = 16) List<Condition> conditions,
    @Nullable PodCounts pods,
    @Nullable @Size(max = 20) List<PodNote> notCapturable,
    @Nullable @Size(max = 20) List<PodNote> notFiring,
    @Nullable @Size(max = 500) List<Slot> slots,
    @Nullable Long observedGeneration) {}
