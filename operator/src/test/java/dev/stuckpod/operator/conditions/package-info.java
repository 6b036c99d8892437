/** Tests of package conditions. */
@NullMarked
package dev.stuckpod.operator.conditions;

import org.jspecify.annotations.NullMarked;
