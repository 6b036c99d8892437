/** The rules of a policy, parsed and complete: what is asked for and judged by. */
@NullMarked
package dev.stuckpod.operator.rules;

import org.jspecify.annotations.NullMarked;
