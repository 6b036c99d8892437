package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dump in numbers.
 *
 * @param routines goroutines or threads
 * @param uniqueStacks groups of equal stacks
 * @param idle routines set aside as idle
 * @param states how many in which state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
    @Nullable Long routines,
    @Nullable Long uniqueStacks,
    @Nullable Long idle,
    @Nullable @Size(max = 64) Map<String, Long> states) {}
