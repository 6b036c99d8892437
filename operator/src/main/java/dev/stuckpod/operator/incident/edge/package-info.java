/** The ports as they really are: the API server, a log that is followed, a sidecar on the wire. */
@NullMarked
package dev.stuckpod.operator.incident.edge;

import org.jspecify.annotations.NullMarked;
