package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One reading that a decision rests on.
 *
 * @param clause while, counters, frozen, up, scrape, query or sibling
 * @param metric the metric or query that was asked
 * @param value what was read, with its unit where it has one
 * @param at when, RFC 3339
 * @param message one sentence for a reader
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TriggerReading(
    @Size(max = 63) String clause,
    @Nullable @Size(max = 512) String metric,
    @Nullable @Size(max = 63) String value,
    @Nullable @Size(max = 40) String at,
    @Nullable @Size(max = 512) String message) {}
