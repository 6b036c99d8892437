package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routines with the same stack and state ({@code stacks[]}).
 *
 * @param waitMinutes the longest wait that the dump shows
 * @param frames innermost first, from the application's own calls on; the dump has the others
 * @param ids examples
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StackGroup(
    @Nullable Long count,
    @Nullable @Size(max = 128) String state,
    @Nullable Long waitMinutes,
    @Nullable Boolean idle,
    @Nullable @Size(max = 64) List<StackFrame> frames,
    @Nullable @Size(max = 16) List<@Size(max = 128) String> ids) {}
