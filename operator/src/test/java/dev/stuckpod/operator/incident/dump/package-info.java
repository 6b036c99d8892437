/** Tests of what is said of dumps. */
@NullMarked
package dev.stuckpod.operator.incident.dump;

import org.jspecify.annotations.NullMarked;
