/**
 * The roster of pods: one watch for the whole operator, of which only a few hundred bytes a pod are
 * kept, dropped from the rest while it is read.
 */
@NullMarked
package dev.stuckpod.operator.roster;

import org.jspecify.annotations.NullMarked;
