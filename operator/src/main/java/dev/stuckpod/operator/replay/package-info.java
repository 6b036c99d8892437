/**
 * Judges a time that is over, tick by tick, by the same evaluation as the present: who would have
 * fired, and what could not be told.
 */
@NullMarked
package dev.stuckpod.operator.replay;

import org.jspecify.annotations.NullMarked;
