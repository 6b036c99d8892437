/**
 * What a DumpAnalysis says of its incident, what comes next by that, and how its status moves on.
 * It asks nobody and writes nothing.
 */
@NullMarked
package dev.stuckpod.operator.incident.state;

import org.jspecify.annotations.NullMarked;
