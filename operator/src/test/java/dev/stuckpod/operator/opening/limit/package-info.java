/** Limits that are told from objects. */
@NullMarked
package dev.stuckpod.operator.opening.limit;

import org.jspecify.annotations.NullMarked;
