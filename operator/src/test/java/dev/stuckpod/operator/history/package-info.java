/** Tests of what readings were before an incident. */
@NullMarked
package dev.stuckpod.operator.history;

import org.jspecify.annotations.NullMarked;
