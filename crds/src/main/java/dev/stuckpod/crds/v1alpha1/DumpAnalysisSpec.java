package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is captured. A person may write {@code podName} alone.
 *
 * @param podName the pod, in the same namespace
 * @param podUID the pod that is meant, should another have taken its name
 * @param container the app's container; default as in a policy
 * @param containerID the running container that is meant, as in the pod's status
 * @param trigger what led here; absent when a person asked
 * @param methods in the order they are tried; default: all, least harmful first
 * @param allowRestart whether a method may be used that ends the process
 * @param samples how many dumps
 * @param interval between two samples
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpAnalysisSpec(
    @Required @Size(min = 1, max = 253) String podName,
    @Nullable @Size(min = 1, max = 63) String podUID,
    @Nullable @Size(min = 1, max = 63) String container,
    @Nullable @Size(min = 1, max = 253) String containerID,
    @Nullable Trigger trigger,
    @Nullable @Size(min = 1, max = 8) List<CaptureMethod> methods,
    @Nullable Boolean allowRestart,
    @Nullable @Min(1) @Max(10) Integer samples,
    @Nullable @Size(max = 20) @Pattern(Durations.PATTERN) String interval) {}
