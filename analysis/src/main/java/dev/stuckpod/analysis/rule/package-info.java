/**
 * Asks all rules, each guarded: the most telling first, and what one explains the others leave
 * alone.
 */
@NullMarked
package dev.stuckpod.analysis.rule;

import org.jspecify.annotations.NullMarked;
