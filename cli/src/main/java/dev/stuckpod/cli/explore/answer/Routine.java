package dev.stuckpod.cli.explore.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.analysis.report.Analysis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack, of one routine or of several that are shown as one.
 *
 * @param dump the name of the set of its dump; null where there is one dump only
 * @param id of the routine, of several of the first one; empty where there is none
 * @param count how many
 * @param ids the first ones, where there are several
 * @param state verbatim
 * @param minutes how long it has waited
 * @param locked whether it is locked to its thread
 * @param labels as printed
 * @param idle whether it is known to do nothing
 * @param lock the address of the lock that it waits for; empty where there is none
 * @param channel likewise
 * @param calls innermost first
 * @param createdBy who has started it; null when not printed
 * @param starter the number of the goroutine that has; 0 when not printed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Routine(
    @Nullable String dump,
    String id,
    long count,
    List<String> ids,
    String state,
    int minutes,
    boolean locked,
    String labels,
    boolean idle,
    String lock,
    String channel,
    List<Analysis.Line> calls,
    Analysis.@Nullable Line createdBy,
    long starter) {}
