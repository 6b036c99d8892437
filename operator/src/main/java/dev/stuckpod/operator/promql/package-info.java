/**
 * Reads PromQL as far as is needed to know every selector of a query. What it does not know, it
 * does not understand: nothing is passed over.
 */
@NullMarked
package dev.stuckpod.operator.promql;

import org.jspecify.annotations.NullMarked;
