/** Tests of policies: their memory and status as values, the whole on real parts. */
@NullMarked
package dev.stuckpod.operator.policy;

import org.jspecify.annotations.NullMarked;
