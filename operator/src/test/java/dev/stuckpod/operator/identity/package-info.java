/** Tests of the operator's certificates. */
@NullMarked
package dev.stuckpod.operator.identity;

import org.jspecify.annotations.NullMarked;
