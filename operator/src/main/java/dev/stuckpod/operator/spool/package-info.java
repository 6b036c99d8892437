/**
 * What is on its way, on the operator's own disk: below a bound for all of it together, and one for
 * each attempt.
 */
@NullMarked
package dev.stuckpod.operator.spool;

import org.jspecify.annotations.NullMarked;
