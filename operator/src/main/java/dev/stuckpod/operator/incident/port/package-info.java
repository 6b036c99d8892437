/** What an incident touches and what can fail, as interfaces, and the container it is about. */
@NullMarked
package dev.stuckpod.operator.incident.port;

import org.jspecify.annotations.NullMarked;
