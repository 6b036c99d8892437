package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in a finding.
 *
 * @param role holder, waiter, pending-writer, worker, sender, receiver, peer or victim
 * @param state verbatim as the dump prints it
 * @param location file:line
 * @param example id of one routine
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Participant(
    @Nullable @Size(max = 63) String role,
    @Nullable Long count,
    @Nullable @Size(max = 128) String state,
    @Nullable @Size(max = 512) String function,
    @Nullable @Size(max = 512) String location,
    @Nullable @Size(max = 128) String example,
    @Nullable @Size(max = 16) List<@Size(max = 128) String> ids) {}
