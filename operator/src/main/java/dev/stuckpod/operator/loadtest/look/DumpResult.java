package dev.stuckpod.operator.loadtest.look;

import org.jspecify.annotations.Nullable;

/**
 * What stands in an analysis that is over.
 *
 * @param verdict in one word; null where no dump was explained
 * @param confidence in one word; null likewise
 * @param message cause of the verdict, or why there is none
 */
public record DumpResult(@Nullable String verdict, @Nullable String confidence, String message) {}
