/**
 * What the readings of an incident were while its rule held and before, its pod's and those of a
 * sibling that works: asked once, aside, and written down in few bytes.
 */
@NullMarked
package dev.stuckpod.operator.history;

import org.jspecify.annotations.NullMarked;
