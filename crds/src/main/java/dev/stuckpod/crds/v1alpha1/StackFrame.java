package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One frame of a stack. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StackFrame(
    @Nullable @Size(max = 512) String function,
    @Nullable @Size(max = 512) String file,
    @Nullable Integer line) {}
