/**
 * What can fail at which port, and what follows from it: decided purely, and in one place for every
 * kind of failure.
 */
@NullMarked
package dev.stuckpod.operator.incident.failure;

import org.jspecify.annotations.NullMarked;
