package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the dump was taken.
 *
 * @param attempts in order; one without an outcome is an intent
 * @param containerRestarted whether the capture ended the container
 * @param startedAt when its turn came, where it had to wait for it; RFC 3339
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureStatus(
    @Nullable @Size(max = 64) List<Attempt> attempts,
    @Nullable Boolean containerRestarted,
    @Nullable @Size(max = 40) String startedAt) {}
