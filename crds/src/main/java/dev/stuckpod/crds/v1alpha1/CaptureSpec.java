package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a dump may be taken.
 *
 * @param methods in the order they are tried; default: all, least harmful first
 * @param allowRestart whether a method may be used that ends the process (SIGQUIT to Go)
 * @param samples how many dumps, as far as the process survives them
 * @param interval between two samples
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureSpec(
    @Nullable @Size(min = 1, max = 8) List<CaptureMethod> methods,
    @Default("false") @Nullable Boolean allowRestart,
    @Default("1") @Nullable @Min(1) @Max(10) Integer samples,
    @Default("5s") @Nullable @Size(max = 20) @Pattern(Durations.PATTERN) String interval) {}
