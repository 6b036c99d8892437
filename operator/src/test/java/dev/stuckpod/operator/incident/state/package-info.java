/** Tests of what comes next. */
@NullMarked
package dev.stuckpod.operator.incident.state;

import org.jspecify.annotations.NullMarked;
