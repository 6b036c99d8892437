package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done and what was found. From {@code verdict} on, names and meaning are those of the
 * JSON that {@code stuckpod analyze} prints.
 *
 * @param conditions Captured, Analyzed
 * @param nodeName the node that the pod ran on
 * @param storedBytes what it and its raw dumps take at the API server, about
 * @param alsoMatched other policies that found this incident open
 * @param findings the most certain first
 * @param stacks at most 20 groups, those that are not idle before the others; the dump has them all
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpAnalysisStatus(
    @Nullable @Size(max = 16) List<Condition> conditions,
    @Nullable Long observedGeneration,
    @Nullable @Size(max = 253) String nodeName,
    @Nullable RuntimeInfo runtime,
    @Nullable CaptureStatus capture,
    @Nullable @Size(max = 10) List<DumpInfo> dumps,
    @Nullable Long storedBytes,
    @Nullable @Size(max = 32) List<@Size(max = 253) String> alsoMatched,
    @Nullable @Size(max = 63) String verdict,
    @Nullable @Size(max = 1024) String cause,
    @Nullable @Size(max = 63) String confidence,
    @Nullable @Size(max = 32) List<FindingInfo> findings,
    @Nullable Summary summary,
    @Nullable @Size(max = 64) List<StackGroup> stacks) {}
