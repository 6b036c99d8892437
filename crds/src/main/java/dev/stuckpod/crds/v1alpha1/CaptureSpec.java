package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a dump may be taken.
 *
 * @param methods in the order they are tried; default: all, least harmful first
 * @param allowRestart whether a method may be used that ends the process (SIGQUIT to Go)
 * @param samples how many dumps, as far as the process survives them; default: two with ProcMem,
 *     which show what has not run in between, one with any other method
 * @param interval between two samples
 */
@ValidationRule(
    value = "!has(self.methods) || self.methods.all(m, self.methods.exists_one(other, other == m))",
    message = "name each method once",
    fieldPath = ".methods")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureSpec(
    @Nullable @Size(min = 1, max = 8) List<CaptureMethod> methods,
    @Default("false") @Nullable Boolean allowRestart,
    @Nullable @Min(1) @Max(10) Integer samples,
    @Default("5s") @Nullable @DurationRange(min = "100ms", max = "10m") String interval) {}
