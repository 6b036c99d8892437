/** Whether what an incident has shown was shown before, and where that is counted. */
@NullMarked
package dev.stuckpod.operator.incident.again;

import org.jspecify.annotations.NullMarked;
