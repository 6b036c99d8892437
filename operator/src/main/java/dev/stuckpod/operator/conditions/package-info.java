/** Makes the conditions that statuses show, the same way everywhere. */
@NullMarked
package dev.stuckpod.operator.conditions;

import org.jspecify.annotations.NullMarked;
