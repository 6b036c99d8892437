/** Tests of the container that is meant. */
@NullMarked
package dev.stuckpod.operator.incident.port;

import org.jspecify.annotations.NullMarked;
