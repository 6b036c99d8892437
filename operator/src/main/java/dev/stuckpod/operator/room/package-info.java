/**
 * How much the operator remembers of what pods say of themselves, whoever they are of: bounded in
 * all, and each namespace has its share.
 */
@NullMarked
package dev.stuckpod.operator.room;

import org.jspecify.annotations.NullMarked;
