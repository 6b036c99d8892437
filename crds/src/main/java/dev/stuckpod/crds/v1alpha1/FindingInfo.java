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
    @Nullable @Size(max = 2048) String suggestion) {

  /**
   * What is held or waited for ({@code resource} of a finding).
   *
   * @param kind mutex, rwmutex, channel, monitor, pool, …
   * @param address as the dump prints it
   * @param type as far as the dump shows it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BlockedResource(
      @Nullable @Size(max = 63) String kind,
      @Nullable @Size(max = 63) String address,
      @Nullable @Size(max = 512) String type) {}

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
}
