/** Tests at a real API server. */
@NullMarked
package dev.stuckpod.operator.incident.edge;

import org.jspecify.annotations.NullMarked;
