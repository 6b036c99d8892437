package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, and how that is known.
 *
 * @param findingClass resource, communication, mixed or other ({@code class} in YAML)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingInfo(
    @Nullable @Size(max = 63) String rule,
    @Nullable @Size(max = 63) String kind,
    @JsonProperty("class") @Nullable @Size(max = 63) String findingClass,
    @Nullable @Size(max = 512) String title,
    @Nullable @Size(max = 4096) String explanation,
    @Nullable @Size(max = 63) String confidence,
    @Nullable BlockedResource resource,
    @Nullable @Size(max = 64) List<Participant> participants,
    @Nullable @Size(max = 64) List<@Size(max = 1024) String> evidence,
    @Nullable @Size(max = 2048) String suggestion) {}
