/**
 * How often something may be done, and what limits more than one policy: told from the objects that
 * there are, so that a new leader knows as much.
 */
@NullMarked
package dev.stuckpod.operator.opening.limit;

import org.jspecify.annotations.NullMarked;
