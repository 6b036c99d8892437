/** Tests of the steps of an incident. */
@NullMarked
package dev.stuckpod.operator.incident;

import org.jspecify.annotations.NullMarked;
