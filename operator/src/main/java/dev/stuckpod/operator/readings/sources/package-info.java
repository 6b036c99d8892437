/**
 * Finds who can be asked: the sources that MetricsSource objects name, in turns and with their
 * credentials, and a pod at its own port.
 */
@NullMarked
package dev.stuckpod.operator.readings.sources;

import org.jspecify.annotations.NullMarked;
