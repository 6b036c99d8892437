package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.Particulars;
import org.jspecify.annotations.Nullable;

/**
 * One routine of a dump; or several of which the dump gives no ids, so that they can only be
 * counted.
 *
 * @param dump in which it is
 * @param group those with its stack and state
 * @param cohort those of them that wait for the same; null where that was not kept
 * @param id as printed; empty where there is none
 * @param count 1, or how many these are
 * @param printed what else the dump prints of it
 * @param starter the number of the goroutine that has started it; 0 when not printed
 */
public record Member(
    LoadedDump dump,
    Group group,
    @Nullable Cohort cohort,
    String id,
    int count,
    Particulars printed,
    long starter) {}
